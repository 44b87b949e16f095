"""The explorer: a page on which somebody moves levers and facts, and sees what follows."""
