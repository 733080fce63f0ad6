"""The booklet says how a person stands to its head; the form asks how the person stands to the applicant."""

from typing import Final

from app.domain.household import Relation
from app.domain.person import Sex

_R: Final = Relation
_CHILDREN: Final = {_R.SON, _R.DAUGHTER}
_GRANDCHILDREN: Final = {_R.GRANDSON, _R.GRANDDAUGHTER, _R.DAUGHTERS_SON, _R.DAUGHTERS_DAUGHTER}
_PARENTS: Final = {_R.FATHER, _R.MOTHER}
_SIBLINGS: Final = {_R.BROTHER, _R.SISTER}
_DESCENDANTS: Final = _CHILDREN | _GRANDCHILDREN | {_R.SON_IN_LAW, _R.DAUGHTER_IN_LAW}
# What may stand before whom: 次女 is a daughter, but 二爷爷 is no grandfather.
_BEFORE: Final = {
    **dict.fromkeys("长大次二三四五六七八小", _DESCENDANTS | _SIBLINGS),
    **dict.fromkeys("养继", _DESCENDANTS | _PARENTS),
}
_FATHERS: Final = {_R.FATHER, _R.FATHER_IN_LAW, _R.GRANDFATHER}
_MOTHERS: Final = {_R.MOTHER, _R.MOTHER_IN_LAW, _R.GRANDMOTHER}
_MALE: Final = _FATHERS | {_R.BROTHER, _R.SON, _R.SON_IN_LAW, _R.GRANDSON, _R.DAUGHTERS_SON}
_FEMALE: Final = _MOTHERS | {_R.SISTER, _R.DAUGHTER, _R.DAUGHTER_IN_LAW, _R.GRANDDAUGHTER, _R.DAUGHTERS_DAUGHTER}

# What is printed in 户主或与户主关系, without its rank (GB/T 4761-2008 and what booklets have beside it).
PRINTED: Final = {
    "户主": _R.SELF,
    "本人": _R.SELF,
    "妻": _R.SPOUSE,
    "妻子": _R.SPOUSE,
    "夫": _R.SPOUSE,
    "丈夫": _R.SPOUSE,
    "配偶": _R.SPOUSE,
    "子": _R.SON,
    "儿子": _R.SON,
    "独生子": _R.SON,
    "养子或继子": _R.SON,
    "其他儿子": _R.SON,
    "女": _R.DAUGHTER,
    "女儿": _R.DAUGHTER,
    "独生女": _R.DAUGHTER,
    "养女或继女": _R.DAUGHTER,
    "其他女儿": _R.DAUGHTER,
    "女婿": _R.SON_IN_LAW,
    "婿": _R.SON_IN_LAW,
    "儿媳": _R.DAUGHTER_IN_LAW,
    "儿媳妇": _R.DAUGHTER_IN_LAW,
    "媳": _R.DAUGHTER_IN_LAW,
    "孙子": _R.GRANDSON,
    "孙": _R.GRANDSON,
    "孙女": _R.GRANDDAUGHTER,
    "外孙": _R.DAUGHTERS_SON,
    "外孙子": _R.DAUGHTERS_SON,
    "外孙女": _R.DAUGHTERS_DAUGHTER,
    "父": _R.FATHER,
    "父亲": _R.FATHER,
    "继父或养父": _R.FATHER,
    "母": _R.MOTHER,
    "母亲": _R.MOTHER,
    "继母或养母": _R.MOTHER,
    "公公": _R.FATHER_IN_LAW,
    "岳父": _R.FATHER_IN_LAW,
    "婆婆": _R.MOTHER_IN_LAW,
    "岳母": _R.MOTHER_IN_LAW,
    "祖父": _R.GRANDFATHER,
    "爷爷": _R.GRANDFATHER,
    "祖母": _R.GRANDMOTHER,
    "奶奶": _R.GRANDMOTHER,
    "兄": _R.BROTHER,
    "弟": _R.BROTHER,
    "兄弟": _R.BROTHER,
    "哥": _R.BROTHER,
    "哥哥": _R.BROTHER,
    "弟弟": _R.BROTHER,
    "姐": _R.SISTER,
    "妹": _R.SISTER,
    "姐妹": _R.SISTER,
    "姐姐": _R.SISTER,
    "妹妹": _R.SISTER,
    "其他亲属": _R.OTHER_RELATIVE,
    "非亲属": _R.NOT_RELATED,
}  # fmt: skip - kin beside kin


def parsed(printed: str) -> Relation | None:
    """Give the relation to the head that a booklet prints, its rank left out (长子 is a son); None where unknown."""
    words = printed.strip()
    if words in PRINTED:
        return PRINTED[words]
    found = PRINTED.get(words[1:])
    return found if found in _BEFORE.get(words[:1], ()) else None


def to_applicant(person: str, person_sex: str, applicant: str, head_sex: str) -> Relation | None:
    """Give how a person stands to the applicant, both known by what one booklet prints; sexes are `Sex` texts.

    None where it does not follow (a head's two sons and a grandson: whose?), or where word and sex do not agree,
    and the officer has to ask.
    """
    one, own = parsed(person), parsed(applicant)
    if one is None or own is None:
        return None
    printed = Sex.MALE if one in _MALE else Sex.FEMALE if one in _FEMALE else ""
    if printed and person_sex and printed != person_sex:
        return None
    return _standing(one, own, printed or person_sex, head_sex)


def _standing(one: Relation, own: Relation, sex: str, head_sex: str) -> Relation | None:
    if own is _R.SELF:
        return None if one is _R.SELF else one  # a second head is one of another booklet
    if own is _R.SPOUSE:
        return _of_spouse(one)
    if own in _CHILDREN:
        return _of_child(one, sex, head_sex)
    if own in _PARENTS:
        return None if one is own else _of_parent(one, sex, head_sex)
    return _of_sibling(one, sex) if own in _SIBLINGS else _of_in_law_or_grandchild(one, own, sex)


def _of_spouse(one: Relation) -> Relation | None:
    """The head's husband or wife applies: the head's children are theirs, the head's parents are in-laws."""
    swapped = {
        _R.SELF: _R.SPOUSE,
        _R.FATHER: _R.FATHER_IN_LAW,
        _R.MOTHER: _R.MOTHER_IN_LAW,
        _R.FATHER_IN_LAW: _R.FATHER,
        _R.MOTHER_IN_LAW: _R.MOTHER,
    }
    return one if one in _DESCENDANTS else swapped.get(one)


def _of_child(one: Relation, sex: str, head_sex: str) -> Relation | None:
    if one in {_R.SELF, _R.SPOUSE}:
        return _by_sex(sex, _R.FATHER, _R.MOTHER)
    if one in _CHILDREN:
        return _by_sex(sex, _R.BROTHER, _R.SISTER)
    if one in _PARENTS and head_sex == Sex.MALE:
        return _by_sex(sex, _R.GRANDFATHER, _R.GRANDMOTHER)
    return None


def _of_parent(one: Relation, sex: str, head_sex: str) -> Relation | None:
    if one is _R.SELF or one in _SIBLINGS:
        return _by_sex(sex, _R.SON, _R.DAUGHTER)
    if one is _R.SPOUSE:
        return _by_sex(sex, _R.SON_IN_LAW, _R.DAUGHTER_IN_LAW)
    if one in _PARENTS:
        return _R.SPOUSE
    if one in _CHILDREN and head_sex == Sex.MALE:
        return _by_sex(sex, _R.GRANDSON, _R.GRANDDAUGHTER)
    if one in _CHILDREN and head_sex == Sex.FEMALE:
        return _by_sex(sex, _R.DAUGHTERS_SON, _R.DAUGHTERS_DAUGHTER)
    return None


def _of_sibling(one: Relation, sex: str) -> Relation | None:
    if one is _R.SELF or one in _SIBLINGS:
        return _by_sex(sex, _R.BROTHER, _R.SISTER)
    return one if one in _PARENTS else None


def _of_in_law_or_grandchild(one: Relation, own: Relation, sex: str) -> Relation | None:
    """Of the head and the head's spouse it is certain; of everybody else it is not."""
    if one not in {_R.SELF, _R.SPOUSE}:
        return None
    if own in {_R.SON_IN_LAW, _R.DAUGHTER_IN_LAW}:
        return _by_sex(sex, _R.FATHER_IN_LAW, _R.MOTHER_IN_LAW)
    if own in {_R.GRANDSON, _R.GRANDDAUGHTER}:
        return _by_sex(sex, _R.GRANDFATHER, _R.GRANDMOTHER)
    return None


def _by_sex(sex: str, male: Relation, female: Relation) -> Relation | None:
    return {Sex.MALE.value: male, Sex.FEMALE.value: female}.get(sex)
