"""What a model says around what was asked for: openings, offers at the end, questions back, refusals.

English, Spanish, German, French, Italian and Portuguese; a courtesy that is not known stays where it stands.
"""

import re

_OPENER = re.compile(
    r"\W*(?:sure|certainly|of course|absolutely|definitely|okay|ok|great|got it|no problem|happy to|gladly|"
    r"claro|por supuesto|desde luego|con gusto|perfecto|natürlich|gerne?|selbstverständlich|klar|"
    r"bien sûr|certainement|avec plaisir|volontiers|d'accord|voilà|certo|certamente|volentieri|"
    r"com certeza|com prazer)\b",
    re.IGNORECASE,
)
_ANNOUNCEMENT = re.compile(
    r"\W*(?:(?:here(?:'s|’s| is| are| you go| you are| it is)|there you go|below (?:is|are)|"
    r"the following (?:is|are)|i(?:'ve|’ve| have) (?:written|created|"
    r"prepared|drafted|put together)|this is (?:a|the|your)|aquí (?:tienes|está|están|va)|a continuación|"
    r"he (?:escrito|"
    r"preparado|redactado)|hier (?:ist|sind|kommt)|nachfolgend|im folgenden|voici|j'ai (?:écrit|préparé|rédigé)|"
    r"ci-dessous|ecco|di seguito|ho (?:scritto|preparato)|aqui (?:está|estão|vai)|segue|a seguir)\b)",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\W*(?:(?:please )?(?:let me know|feel free|don't hesitate|do let me)|i hope (?:this|that|it|you)|"
    r"hope (?:this|that|"
    r"it)|(?:would|do) you (?:like|want) me\b|would you like\b|shall i\b|should i\b|if you(?:'d|’d| would) like|"
    r"if you (?:need|want)\b|is there anything|you can (?:adapt|adjust|customi[sz]e|modify|replace)|"
    r"(?:please )?(?:remember|be sure|make sure) to (?:replace|fill|adapt|customi[sz]e)|feel free|"
    r"happy to (?:adjust|help)|"
    r"avísame|házmelo saber|no dudes|espero que|(?:si )?(?:quieres|necesitas|deseas)\b|¿\s*(?:quieres|te gustaría|"
    r"deseas|necesitas)|puedes (?:adaptar|ajustar)|lass(?:en sie)? (?:es )?mich wissen|sag(?:en sie)? mir|ich hoffe|"
    r"möchte(?:st du|n sie)|soll ich|wenn du (?:möchtest|willst|noch)|wenn sie|gib mir bescheid|falls (?:du|sie)|"
    r"n'hésite|j'espère|dites-moi|dis-moi|(?:souhaitez|voulez|veux|souhaites)-|si (?:vous|tu) (?:souhaite|voule|veux|"
    r"ave|as)|fammi sapere|spero che|vuoi che|se (?:vuoi|hai bisogno|desideri)|non esitare|(?:me )?avise|"
    r"se (?:quiser|precisar|desejar)|quer que|gostaria (?:que|de)|fique à vontade|deixe-me saber)",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\W*(?:(?:i(?:'m| am) )?(?:very |really )?sorry\b|i(?:'m| am)? (?:can't|cannot|can not|unable to|"
    r"not able to|won't) "
    r"(?:write|create|help|provide|do|make|fulfil|assist|give|produce|generate|access|see|open)|as an ai\b|"
    r"lo siento|no puedo\b|es tut mir leid|ich kann (?:leider |dir |ihnen )*(?:nicht|kein)|leider kann|désolée?|"
    r"je (?:suis désolé|ne peux pas)|mi dispiace|non posso|desculpe|sinto muito|não posso|"
    r"i(?:'ve| have) already|the (?:document|text|report|essay|letter|story) is (?:already )?(?:complete|"
    r"finished|whole)|"
    r"(?:there is )?nothing (?:more|left) to|ya (?:te )?(?:he|está)|das dokument ist|der text ist|"
    r"le (?:document|texte) est|"
    r"il documento è|o documento (?:já )?está)",
    re.IGNORECASE,
)
_OPENING_CHARACTERS = 200
_OFFER_CHARACTERS = 400
_ASKED_CHARACTERS = 1_000
_SENTENCES = re.compile(r"[^.!?…。！？\n]*[.!?…。！？]+|[^.!?…。！？\n]+")
_QUESTION = re.compile(r"[?？؟]\W*\Z")


def is_opening(line: str) -> bool:
    """Return whether a line at the beginning only leads to what was asked for."""
    words = line.strip().strip("*_")
    if not words or len(words) > _OPENING_CHARACTERS or _QUESTION.search(words):
        return False
    is_led = _ANNOUNCEMENT.match(words)
    return bool(is_led and words.endswith((":", "："))) or bool(
        _OPENER.match(words) and len(words) <= _OPENING_CHARACTERS
    )


def is_offer(block: str) -> bool:
    """Return whether a paragraph at the end only offers more, or wishes well."""
    words = block.strip().strip("*_>")
    return len(words) <= _OFFER_CHARACTERS and _OFFER.match(words) is not None


def is_question_or_refusal(text: str) -> bool:
    """Return whether an answer asks back, or says that it cannot, instead of giving a text."""
    words = text.strip()
    if len(words) <= _ASKED_CHARACTERS and (_REFUSAL.match(words) or _QUESTION.search(words)):
        return True
    sentences = [sentence for sentence in _SENTENCES.findall(words) if any(map(str.isalpha, sentence))]
    asked = sum(_QUESTION.search(sentence) is not None for sentence in sentences)
    return asked * 2 >= len(sentences) > 0 and len(words) <= _ASKED_CHARACTERS
