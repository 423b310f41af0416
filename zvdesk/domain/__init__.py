"""Hold what a case conference is: values and rules, without files, clock, chance or Qt."""
