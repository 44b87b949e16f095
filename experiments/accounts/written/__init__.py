"""What is written: the scenario, its folder, answers to questions, and names and money hidden where they are to be."""
