"""Messages in the shape that a model takes."""

from llm.wire.dialects import Trait
from llm.wire.messages import NO_SIGHT, adapted, has_images

SYSTEM = {"role": "system", "content": "Rules."}


def user(content: object) -> dict[str, object]:
    return {"role": "user", "content": content}


def test_neighbours_of_one_role_are_joined_and_empty_ones_left_out() -> None:
    answered = {"role": "assistant", "content": " "}
    assert adapted([SYSTEM, user("One"), answered, user("Two")], []) == [SYSTEM, user("One\n\nTwo")]


def test_without_a_system_role_its_text_opens_the_first_message() -> None:
    messages = [SYSTEM, user("One"), {"role": "assistant", "content": "Yes"}, user("Two")]
    roles = [message["role"] for message in adapted(messages, [Trait.NO_SYSTEM_ROLE])]
    assert roles == ["user", "assistant", "user"]
    assert adapted(messages, [Trait.NO_SYSTEM_ROLE])[0]["content"] == "Rules.\n\nOne"


def test_without_sight_an_image_is_a_sentence() -> None:
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}
    messages = [user([{"type": "text", "text": "What is it?"}, image, image])]
    assert has_images(messages)
    assert adapted(messages, []) == messages
    assert adapted(messages, [Trait.NO_IMAGES]) == [user(f"What is it?\n\n{NO_SIGHT}")]
    assert adapted([user("Look"), *messages], [])[0]["content"][0] == {"type": "text", "text": "Look"}
