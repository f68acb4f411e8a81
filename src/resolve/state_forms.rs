//! Words in the official names of states that tell what kind of state it is, by language: *Republic of*.
//!
//! What is left without them is looked up among names that have lost theirs as well, so that the two Congos
//! and Koreas, which differ in nothing else, stay two.

/// Folded words that may be left out, in languages that part words by spaces.
pub(super) const WORDS: &str = "\
the of and republic rep republics federal fed federative democratic dem people peoples islamic arab kingdom sultanate \
state commonwealth comm socialist bolivarian plurinational cooperative co operative independent principality grand duchy \
federation hashemite eastern oriental union emirate nation territory sovereign confederation country gov govt pdr united former formerly yugoslav occupied islands island isles \
la le les l du de des d et republique federale democratique populaire islamique royaume etat principaute federation \
fédération sultanat union arabe socialiste grand duche pays territoire \
el los las del y e republica federativa estado reino democratica popular islamica principado federacion gran ducado \
plurinacional oriental cooperativa territorio socialista unida islas isla ilhas ilha iles ile unie \
o os as do da dos das estado reino principado federacao sultanato uniao grao ducado \
der die das und inseln insel oarna oerne oyene eilanden isole isola poblacht na republik bundesrepublik konigreich demokratische volksrepublik islamische furstentum grossherzogtum \
staat bundesstaat union vereinigte arabische \
repubblica regno principato stato unione granducato democratica federale popolare il lo gli di della delle dell \
republiek koninkrijk het de van republika krolestwo kralovstvi kraljevina republiken konungariket republikken kongeriket \
kongeriget tasavalta kuningaskunta cumhuriyeti krallik respublika respublikasi \
република краљевина кралство республика королевство княжество государство федеративная федерация демократическая народная исламская \
социалистическая великое герцогство содружество султанат союз многонациональное кооперативная арабская объединенная \
боливарианская независимое восточная хашимитское объединенная острова остров и \
جمهورية الجمهورية مملكة المملكة دولة سلطنة امارة كمنولث اتحاد الاتحاد الاتحادية الديمقراطية الشعبية العربية الاسلامية \
الاشتراكية المتحدة البوليفارية المتعددة القوميات التعاونية المستقلة الكبرى دوقية الهاشمية الشرقية";

/// Forms at the end of names in Chinese and Japanese, longer ones first.
pub(super) const UNSPACED: [&str; 26] = [
    "民主主义人民共和国",
    "民主社会主义共和国",
    "社会主义共和国",
    "人民民主共和国",
    "民主人民共和国",
    "伊斯兰共和国",
    "阿拉伯共和国",
    "联邦民主共和国",
    "联邦共和国",
    "联合共和国",
    "民主共和国",
    "人民共和国",
    "合作共和国",
    "共和國",
    "共和国",
    "哈希姆王国",
    "聯邦",
    "联邦",
    "大公国",
    "公国",
    "王國",
    "王国",
    "苏丹国",
    "联盟",
    "合众国",
    "独立国",
];
