from hipflex_gui import safety


def test_the_signs_of_an_emergency_come_first_and_easier_ways_last() -> None:
    first, then, last = safety.after_discomfort()
    assert first.title.startswith("Call the emergency number")
    assert "bowel" in " ".join(first.lines)
    assert "numb" in " ".join(first.lines)
    assert "doctor" in then.title
    assert "chair version" in " ".join(last.lines)


def test_advice_is_lines_for_a_terminal() -> None:
    lines = safety.lines(safety.after_discomfort())
    assert lines[0].startswith("Call the emergency number of the country you are in")
    assert lines[1].startswith("- ")
    assert len(lines) == sum(1 + len(part.lines) for part in safety.after_discomfort())


def test_no_countrys_number_is_built_in_and_nothing_is_promised() -> None:
    everything = " ".join(
        [safety.disclaimer(), *safety.about(), *safety.lines(safety.after_discomfort())]
    )
    assert not any(character.isdigit() for character in everything)
    assert "!" not in everything
    assert "does not give medical advice" in safety.disclaimer()
    assert "emergency number of the country you are in" in safety.about()[-1]
