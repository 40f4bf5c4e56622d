"""Reading what people wrote in cells: numbers, money, percents, days, times, codes; with evidence, and with doubt."""
