"""Reed-Solomon words of QR codes mended: errors at unknown places and erasures at known ones."""

_FIELD = 255
_PRIMITIVE = 0x11D

_EXP = [1] * (2 * _FIELD)
for _power in range(1, 2 * _FIELD):
    _doubled = _EXP[_power - 1] << 1
    _EXP[_power] = _doubled ^ _PRIMITIVE if _doubled > _FIELD else _doubled
_LOG = {_EXP[_power]: _power for _power in range(_FIELD)}
Word = list[int]


def mended(word: Word, checks: int, erased: list[int], spare: int) -> Word | None:
    """Give the word with its faults put right; None when it has too many.

    `checks` of its bytes, at the end, are check bytes; `erased` are places that are not to be believed. `spare` check
    bytes stay unused, so that something is left to tell a mended word from a made-up one.
    """
    syndromes = [_value(word[::-1], _EXP[power]) for power in range(checks)]
    if not any(syndromes):
        return word
    known = [1]
    for place in erased:
        known = _product(known, [1, _EXP[len(word) - 1 - place]])
    locator = _locator(syndromes, known, len(erased))
    faults = len(locator) - 1
    if 2 * faults - len(erased) > checks - spare:
        return None
    places = [at for at in range(len(word)) if not _value(locator, _EXP[-(len(word) - 1 - at) % _FIELD])]
    if len(places) != faults:
        return None
    return _corrected(word, syndromes, locator, places)


def _locator(syndromes: Word, known: Word, erased: int) -> Word:
    """Berlekamp and Massey, begun with the places that are known; lowest power first."""
    now, before, length = list(known), list(known), erased
    for step in range(erased, len(syndromes)):
        before = [0, *before]
        gap = 0
        for power, factor in enumerate(now):
            gap ^= _times(factor, syndromes[step - power]) if power <= step else 0
        if not gap:
            continue
        following = _sum(now, [_times(gap, one) for one in before])
        if 2 * length <= step + erased:
            length = step + 1 + erased - length
            before = [_times(one, _inverse(gap)) for one in now]
        now = following
    while len(now) > 1 and not now[-1]:
        now.pop()
    return now


def _corrected(word: Word, syndromes: Word, locator: Word, places: list[int]) -> Word | None:
    """Forney's formula; None when the result is still no word of the code."""
    evaluator = _product(syndromes, locator)[: len(syndromes)]
    slope = [one if power % 2 else 0 for power, one in enumerate(locator)][1:]
    done = list(word)
    for place in places:
        root = _EXP[len(word) - 1 - place]
        inverse = _inverse(root)
        below = _value(slope, inverse)
        if not below:
            return None
        done[place] ^= _times(root, _times(_value(evaluator, inverse), _inverse(below)))
    return None if any(_value(done[::-1], _EXP[power]) for power in range(len(syndromes))) else done


def _times(one: int, other: int) -> int:
    return _EXP[_LOG[one] + _LOG[other]] if one and other else 0


def _inverse(one: int) -> int:
    return _EXP[_FIELD - _LOG[one]]


def _product(one: Word, other: Word) -> Word:
    result = [0] * (len(one) + len(other) - 1)
    for left, factor in enumerate(one):
        for right, other_factor in enumerate(other):
            result[left + right] ^= _times(factor, other_factor)
    return result


def _sum(one: Word, other: Word) -> Word:
    size = max(len(one), len(other))
    padded = ([*part, *[0] * (size - len(part))] for part in (one, other))
    return [left ^ right for left, right in zip(*padded, strict=True)]


def _value(polynomial: Word, at: int) -> int:
    """Give the value of a polynomial, lowest power first."""
    total = 0
    for factor in reversed(polynomial):
        total = _times(total, at) ^ factor
    return total
