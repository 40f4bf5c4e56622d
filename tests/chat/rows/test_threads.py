from chat.rows.enums import Role
from chat.rows.models import Message
from chat.rows.threads import Branch, branch_of, newest_leaf, spoken_before, thread, thread_with_branches


def test_thread_follows_parents_from_the_head(conversation):
    first = Message.objects.create(conversation=conversation, number=1, role=Role.USER, text="first")
    old = Message.objects.create(conversation=conversation, number=2, role=Role.ASSISTANT, text="old", parent=first)
    new = Message.objects.create(conversation=conversation, number=3, role=Role.ASSISTANT, text="new", parent=first)
    conversation.head = new
    conversation.save()
    assert [message.text for message in thread(conversation)] == ["first", "new"]
    assert [message.text for message in spoken_before(old)] == ["first"]


def test_spoken_before_is_the_branch_that_is_answered(conversation, django_assert_num_queries):
    parent = None
    for number, text in enumerate(["hello", "good day", "and now?", "now what"], start=1):
        role = Role.USER if number % 2 else Role.ASSISTANT
        parent = Message.objects.create(conversation=conversation, number=number, role=role, text=text, parent=parent)
    other = Message.objects.create(conversation=conversation, number=5, role=Role.USER, text="elsewhere", parent=None)
    assert other.parent is None
    with django_assert_num_queries(2):
        assert [message.text for message in spoken_before(parent)] == ["hello", "good day", "and now?"]
    assert spoken_before(other) == []


def test_thread_of_an_empty_conversation_is_empty(conversation):
    assert thread(conversation) == []


def test_thread_takes_the_same_queries_for_one_and_many_messages(conversation, django_assert_num_queries):
    parent = None
    for number in range(1, 8):
        parent = Message.objects.create(conversation=conversation, number=number, role=Role.USER, parent=parent)
    conversation.head = parent
    with django_assert_num_queries(2):
        for message in thread(conversation):
            list(message.versions.all())
    with django_assert_num_queries(3):
        for message, _ in thread_with_branches(conversation):
            list(message.ratings.all())


def test_branches_are_counted_beside_their_siblings(conversation):
    first = Message.objects.create(conversation=conversation, number=1, role=Role.USER)
    old = Message.objects.create(conversation=conversation, number=2, role=Role.ASSISTANT, parent=first)
    new = Message.objects.create(conversation=conversation, number=3, role=Role.ASSISTANT, parent=first)
    conversation.head = new
    conversation.save()
    (_, alone), (_, branch) = thread_with_branches(conversation)
    assert alone is None
    assert (branch.position, branch.count, branch.previous_id, branch.next_id) == (2, 2, old.pk, None)
    assert branch_of(old) == Branch(1, 2, None, new.pk)
    assert branch_of(new) == branch


def test_newest_leaf_is_the_end_of_the_branch(conversation):
    first = Message.objects.create(conversation=conversation, number=1, role=Role.USER)
    answer = Message.objects.create(conversation=conversation, number=2, role=Role.ASSISTANT, parent=first)
    Message.objects.create(conversation=conversation, number=3, role=Role.ASSISTANT, parent=first)
    last = Message.objects.create(conversation=conversation, number=4, role=Role.USER, parent=answer)
    assert newest_leaf(answer) == last


def test_newest_leaf_is_the_one_written_to_last_whatever_the_order_of_rows(conversation):
    """Numbers decide, not ids, which are random, nor the times of rows that were copied together."""
    first = Message.objects.create(conversation=conversation, number=1, role=Role.USER)
    numbers = [7, 3, 9, 5, 8, 2, 6, 4]
    for number in numbers:
        Message.objects.create(conversation=conversation, number=number, role=Role.ASSISTANT, parent=first)
    assert newest_leaf(first).number == 9


def test_branches_hold_the_siblings_of_one_side_in_the_order_of_their_numbers(conversation):
    first = Message.objects.create(conversation=conversation, number=1, role=Role.USER)
    rows = {
        number: Message.objects.create(conversation=conversation, number=number, role=Role.ASSISTANT, parent=first)
        for number in (6, 2, 4)
    }
    Message.objects.create(conversation=conversation, number=3, role=Role.USER, parent=first)
    Message.objects.create(conversation=conversation, number=5, role=Role.ASSISTANT)
    conversation.head = rows[4]
    (_, alone), (_, shown) = thread_with_branches(conversation)
    assert alone is None
    assert shown == Branch(2, 3, rows[2].pk, rows[6].pk)
    assert [branch_of(rows[number]) for number in (2, 4, 6)] == [
        Branch(1, 3, None, rows[4].pk),
        shown,
        Branch(3, 3, rows[4].pk, None),
    ]


def test_spoken_before_reads_roles_texts_and_artifacts_at_once(conversation, django_assert_num_queries):
    said = Message.objects.create(conversation=conversation, number=1, role=Role.USER, text="hello")
    answer = Message.objects.create(
        conversation=conversation, number=2, role=Role.ASSISTANT, text="good day", parent=said
    )
    again = Message.objects.create(conversation=conversation, number=3, role=Role.USER, text="and?", parent=answer)
    with django_assert_num_queries(2):
        spoken = [(one.role, one.text, list(one.versions.all())) for one in spoken_before(again)]
    assert spoken == [(Role.USER, "hello", []), (Role.ASSISTANT, "good day", [])]
    assert spoken_before(answer) == [said]
    assert spoken_before(said) == []
