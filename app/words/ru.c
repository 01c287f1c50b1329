/* Russian: the words a visitor reads, and how it counts and writes dates. */
#include "words/languages.h"

/* CLDR: one: v = 0 and i % 10 = 1 and i % 100 != 11; few: v = 0 and i % 10 = 2..4 and
 * i % 100 != 12..14; many: every other whole number. */
static Plural plural_of(long number)
{
    long hundred = number % 100;
    if (hundred < 0) {
        hundred = -hundred;
    }
    long ten = hundred % 10;
    if (hundred / 10 == 1) {
        return PLURAL_MANY;
    }
    if (ten == 1) {
        return PLURAL_ONE;
    }
    return ten >= 2 && ten <= 4 ? PLURAL_FEW : PLURAL_MANY;
}

const Words words_ru = {
    .code = "ru",
    .letters = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя0123456789.,-",
    .text =
        {
            [WORD_HOME] = "Главная",
            [WORD_DELEGATIONS] = "Делегации",
            [WORD_NEWS] = "Новости",
            [WORD_LATEST_NEWS] = "Последние новости",
            [WORD_ALL_NEWS] = "Все новости",
            [WORD_TOUCH_TO_EXPLORE] = "Коснитесь экрана",
            [WORD_TOUCH_TO_READ] = "Читать",
            [WORD_TOUCH_A_DELEGATION] = "Коснитесь делегации, чтобы узнать о ней больше",
            [WORD_TOUCH_FOR_DELEGATIONS] = "Коснитесь, чтобы увидеть все делегации",
            [WORD_PLENIPOTENTIARY] = "Полномочный представитель",
            [WORD_REPRESENTATIVE] = "Представитель",
            [WORD_POINT_CAMERA_CHAMBER] =
                "Наведите камеру телефона на код, чтобы открыть сайт палаты",
            [WORD_POINT_CAMERA_LINK] = "Наведите камеру телефона на код, чтобы открыть страницу",
            [WORD_IN_THIS_STORY] = "В этой новости",
            [WORD_NO_NEWS] = "Новостей пока нет",
            [WORD_STILL_THERE] = "Вы ещё здесь?",
            [WORD_CONTINUE] = "Я ещё здесь",
            [WORD_LEAVING] = "Экран вернётся к началу для следующего посетителя.",
            [WORD_ITEM_GONE] = "Этой страницы больше нет",
            [WORD_CONTENT_BROKEN] = "Информация временно недоступна",
            [WORD_LINKS] = "Ссылки",
            [WORD_CONTENT_AS_OF] = "Сведения на",
            [WORD_PINNED] = "Закреплено",
            [WORD_COMFORT] = "Настройте под себя",
            [WORD_DONE] = "Готово",
            [WORD_TEXT_SIZE] = "Размер текста",
            [WORD_TEXT_SIZE_HINT] = "Всё становится крупнее, ничего не обрезается",
            [WORD_CONTRAST] = "Контраст",
            [WORD_CONTRAST_HINT] = "Чёрное на белом или светлое на тёмном",
            [WORD_CONTRAST_STANDARD] = "Обычный",
            [WORD_CONTRAST_HIGH] = "Высокий",
            [WORD_CONTRAST_DARK] = "Тёмный",
            [WORD_REACH] = "Высота",
            [WORD_REACH_HINT] = "Переносит все кнопки в нижнюю половину экрана",
            [WORD_REACH_FULL] = "Весь экран",
            [WORD_REACH_LOW] = "Ниже",
            [WORD_MOTION] = "Движение",
            [WORD_MOTION_HINT] = "Смена экранов и прокрутка без анимации",
            [WORD_ON] = "Вкл.",
            [WORD_OFF] = "Выкл.",
            [WORD_COMFORT_ENDS] = "Для следующего посетителя всё снова будет как обычно.",
            [WORD_SEARCH] = "Поиск",
            [WORD_SEARCH_HINT] = "Введите страну, имя или любое слово из новостей. Кириллицей или "
                                 "латиницей: находится и то и другое.",
            [WORD_SEARCH_CLEAR] = "Стереть",
            [WORD_SEARCH_NOTHING] = "Ничего не найдено",
            [WORD_SEARCH_NEAREST] = "Ближайшие слова:",
            [WORD_SEARCH_PREPARING] = "Поиск готовится",
            [WORD_A_DELEGATION] = "Делегация",
            [WORD_A_NEWS_ITEM] = "Новость",
            [WORD_SPACE] = "пробел",
            [WORD_STAFF] = "Для сотрудников",
            [WORD_STAFF_PIN] = "Введите PIN-код",
            [WORD_STAFF_WRONG] = "Неверный PIN-код",
            [WORD_BACK] = "Назад",
            [WORD_STATUS] = "Состояние",
            [WORD_ALL_WELL] = "Всё в порядке",
            [WORD_HIDDEN] = "Сейчас скрыто",
            [WORD_HIDDEN_HINT] = "Чего посетители не видят и почему",
            [WORD_HIDDEN_NOTHING] = "Ничего не скрыто",
            [WORD_TOUCH_TEST] = "Проверка касаний",
            [WORD_TOUCH_TEST_HINT] = "Проведите пальцами по экрану: видно каждое касание",
            [WORD_TOUCH_MOST] = "Больше всего сразу:",
            [WORD_CLEANING] = "Чистка экрана",
            [WORD_CLEANING_HINT] = "Касания отключены на минуту",
            [WORD_CLEANING_NOW] = "Касания отключены. Протрите экран.",
            [WORD_ROTATE] = "Поворот",
            [WORD_ROTATE_HINT] = "Поворачивает изображение и касания на 90 градусов",
            [WORD_ROTATE_TEXT] = "Изображение и касания поворачиваются вместе. Если не сохранить "
                                 "поворот, через 15 секунд всё вернётся.",
            [WORD_ROTATE_ASK] = "Так правильно?",
            [WORD_TURN] = "Повернуть на 90°",
            [WORD_KEEP] = "Оставить так",
            [WORD_TURN_BACK] = "Вернуть",
            [WORD_RESTART] = "Перезапуск",
            [WORD_RESTART_HINT] = "Завершает программу; она сразу начинается снова",
            [WORD_RESTART_ASK] = "Перезапустить экран?",
            [WORD_RESTART_TEXT] =
                "Экран погаснет на несколько секунд. Содержание останется прежним.",
            [WORD_RESTART_NOW] = "Перезапустить",
            [WORD_STATUS_CONTENT] = "Содержание",
            [WORD_STATUS_FILE] = "Файл",
            [WORD_STATUS_SHOWN] = "Показано из",
            [WORD_STATUS_SINCE] = "с",
            [WORD_STATUS_MEMORY_COPY] = "памяти",
            [WORD_STATUS_REFUSED] = "Новый файл отклонён",
            [WORD_STATUS_STORAGE] = "Хранилище",
            [WORD_STATUS_CLOCK] = "Часы",
            [WORD_CLOCK_DOUBTED] = "Им нельзя верить: они показывают время раньше даты содержания. "
                                   "Время не показывается, ничего не истекает.",
            [WORD_STATUS_MEMORY] = "Память",
            [WORD_STATUS_SETTINGS] = "Настройки",
            [WORD_STATUS_RUNNING] = "Работает",
            [WORD_A_NOTICE] = "Объявление",
        },
    .plural = plural_of,
    .counted =
        {
            [COUNTED_DEPUTIES] = {"{n} депутат", "{n} депутата", "{n} депутатов"},
            [COUNTED_DEPUTIES_NOUN] = {"депутат", "депутата", "депутатов"},
            [COUNTED_DELEGATIONS] = {"{n} делегация", "{n} делегации", "{n} делегаций"},
            [COUNTED_MINUTES_READ] = {"{n} мин чтения", "{n} мин чтения", "{n} мин чтения"},
            [COUNTED_SECONDS_LEFT] = {"Осталась {n} секунда", "Осталось {n} секунды",
                                      "Осталось {n} секунд"},
            [COUNTED_RESULTS] = {"{n} результат", "{n} результата", "{n} результатов"},
            [COUNTED_TRY_AGAIN] = {"Повторите через {n} секунду", "Повторите через {n} секунды",
                                   "Повторите через {n} секунд"},
            [COUNTED_ATTENTION] = {"{n} замечание", "{n} замечания", "{n} замечаний"},
            [COUNTED_NEWS] = {"{n} новость", "{n} новости", "{n} новостей"},
            [COUNTED_HIDDEN] = {"Скрыт {n} материал", "Скрыто {n} материала",
                                "Скрыто {n} материалов"},
            [COUNTED_CONTACTS] = {"{n} касание", "{n} касания", "{n} касаний"},
        },
    .months = {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
               "октября", "ноября", "декабря"},
    .month_names = {"Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август",
                    "Сентябрь", "Октябрь", "Ноябрь", "Декабрь"},
    .months_short = {"янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя",
                     "дек"},
    .weekdays = {"понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"},
    .long_date = "{d} {m} {y} года",
    .month_date = "{m} {y} года",
    .day_date = "{w}, {d} {m}",
    .position = "Делегация {n} из {t}",
    .number_group = "\u00A0",
    .minimum_grouped = 5,
};
