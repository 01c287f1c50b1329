def all_of_it(b): pass
