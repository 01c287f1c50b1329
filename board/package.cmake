# What foyer_VERSION_ARCH.deb holds, and how CPack makes it; board/package calls it. The program,
# fonts and content are in CMakeLists.txt.
set(SERVICE ${CMAKE_CURRENT_SOURCE_DIR}/board/service)
set(DOC ${CMAKE_INSTALL_DATADIR}/doc/foyer)

# The manual, of the program's own help. A program for another processor is run by its emulator.
add_custom_command(OUTPUT man.stamp
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/board/manpages ${CMAKE_CURRENT_BINARY_DIR}/man
        ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:foyer>
    COMMAND ${CMAKE_COMMAND} -E touch man.stamp
    DEPENDS foyer board/manpages board/service/foyer-setup COMMENT "manual pages" VERBATIM)
add_custom_target(man ALL DEPENDS man.stamp)
install(DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/man DESTINATION ${CMAKE_INSTALL_DATADIR})

# With the line ends of Windows, whose editors it is changed with; every other editor knows them.
configure_file(board/foyer.txt foyer.txt @ONLY NEWLINE_STYLE DOS)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/foyer.txt DESTINATION ${CMAKE_INSTALL_FULL_SYSCONFDIR})
file(CONFIGURE OUTPUT conffiles CONTENT "${CMAKE_INSTALL_FULL_SYSCONFDIR}/foyer.txt\n")
install(PROGRAMS ${SERVICE}/foyer-setup DESTINATION ${CMAKE_INSTALL_SBINDIR})
file(GLOB UNITS CONFIGURE_DEPENDS ${SERVICE}/*.service)
install(FILES ${UNITS} DESTINATION lib/systemd/system)
install(PROGRAMS ${SERVICE}/publish-card ${SERVICE}/desk-card DESTINATION lib/foyer)
install(FILES ${SERVICE}/wired.network DESTINATION ${CMAKE_INSTALL_DATADIR}/foyer)

# The desk in the menu of a desktop.
install(FILES board/desktop/foyer-desk.desktop
    DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES board/desktop/foyer-desk.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)

# The licences as Debian's copyright file wants them: indented, an empty line as a dot.
foreach(licence MIT=LICENSE OFL=fonts/OFL.txt FLAGS=data/flags/LICENSE)
    string(REGEX MATCH "(.*)=(.*)" matched ${licence})
    set(name ${CMAKE_MATCH_1})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_MATCH_2})
    file(READ ${CMAKE_MATCH_2} text)
    string(STRIP "${text}" text)
    string(REGEX REPLACE "[ \t]*\n" "\n " text "${text}")
    string(REGEX REPLACE "\n (\n|$)" "\n .\\1" text "${text}")
    string(REGEX REPLACE "\n (\n|$)" "\n .\\1" ${name} "${text}")
endforeach()
configure_file(board/copyright.in copyright @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/copyright DESTINATION ${DOC})
install(FILES board/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides
    RENAME foyer)

# What changed is in the repository; the package says which version it is.
set(AUTHORS "The Foyer authors <foyer@localhost>")
string(TIMESTAMP DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(CONFIGURE OUTPUT changelog @ONLY CONTENT
"foyer (@PROJECT_VERSION@) stable; urgency=medium

  * Version @PROJECT_VERSION@.

 -- @AUTHORS@  @DATE@
")
execute_process(COMMAND gzip -9nc ${CMAKE_CURRENT_BINARY_DIR}/changelog
    OUTPUT_FILE ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz COMMAND_ERROR_IS_FATAL ANY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz DESTINATION ${DOC})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "${AUTHORS}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "touch display for the lobby of an assembly")
set(CPACK_PACKAGE_DESCRIPTION "Shows the member delegations of an assembly and its latest news,
full screen and offline, on a small computer behind a touch display. All of the
content is one data file, which staff make of plain texts, check and publish.
The package installs the program; foyer-setup makes the machine a display.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(CMAKE_CROSSCOMPILING)
    foreach(folder lib usr/lib)
        list(APPEND CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_SYSROOT}/${folder}
            ${CMAKE_SYSROOT}/${folder}/${CMAKE_LIBRARY_ARCHITECTURE})
    endforeach()
endif()
# The driver of KMSDRM is loaded by SDL and so in no list of libraries.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libgbm1, libegl1, libgles2, libgl1-mesa-dri, systemd, udev")
# A browser for the desk, and what carries content to other machines.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "xdg-utils, rsync, openssh-client")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_BINARY_DIR}/conffiles
    ${SERVICE}/postinst ${SERVICE}/prerm ${SERVICE}/postrm)
set(CPACK_SET_DESTDIR ON)
set(CPACK_STRIP_FILES ON)
include(CPack)
