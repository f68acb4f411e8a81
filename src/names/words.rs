//! Small words of names, and names that are one name: our own lists, by culture.
//!
//! A group holds the forms of one name: hypocorisms within a language, and the usual forms of the
//! same name in others. Forms that differ by spelling alone (*Mohamed*, *Muhammad*) need no entry:
//! sounds and edit costs see them.

use crate::reference::missing_words::{self, MissingWord};
use crate::reference::name_words;
use crate::reference::name_words::NameWordUse;
use crate::text::fold;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Titles, ranks and degrees: they say nothing of who it is.
const HONORIFICS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "dra",
    "prof",
    "professor",
    "sir",
    "dame",
    "lady",
    "lord",
    "rev",
    "reverend",
    "fr",
    "father",
    "sister",
    "brother",
    "hon",
    "honourable",
    "honorable",
    "capt",
    "captain",
    "col",
    "colonel",
    "maj",
    "major",
    "gen",
    "general",
    "lt",
    "lieutenant",
    "sgt",
    "sergeant",
    "cpt",
    "esq",
    "esquire",
    "baron",
    "baroness",
    "baronet",
    "bt",
    "viscount",
    "viscountess",
    "earl",
    "count",
    "countess",
    "duke",
    "duchess",
    "marquess",
    "marquis",
    "jr",
    "sr",
    "junior",
    "senior",
    "jnr",
    "snr",
    "ii",
    "iii",
    "phd",
    "md",
    "mbbs",
    "rn",
    "bsn",
    "msn",
    "rgn",
    "mbe",
    "obe",
    "cbe",
    "kcb",
    "herr",
    "frau",
    "mme",
    "madame",
    "mlle",
    "monsieur",
    "senor",
    "senora",
    "srta",
    "sra",
    "don",
    "dona",
    "eng",
    "engr",
    "ing",
    "dipl",
    "sheikh",
    "shaikh",
    "shaykh",
    "sheik",
    "hajji",
    "haji",
    "hajj",
    "alhaji",
    "alhaja",
    "hadji",
    "ustaz",
    "mullah",
    "mulla",
    "maulvi",
    "mawlawi",
    "sri",
    "shri",
    "smt",
    "kumari",
    "thiru",
    "selvi",
    "nurse",
    "doctor",
    "atty",
    "ato",
    "woizero",
    "weizero",
    "bay",
    "bayan",
    "pan",
    "pani",
    "gospodin",
    "bishop",
    "canon",
    "saint",
];

/// Words that join names and are often left out: articles, *son of*, *from*.
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "ur", "ud", "ad", "as", "ar", "ash", "az", "an", "at", "bin", "ben", "ibn", "bint",
    "binti", "bte", "ould", "weld", "wuld", "de", "del", "della", "di", "da", "das", "do", "dos", "du",
    "des", "la", "le", "les", "los", "las", "y", "e", "van", "von", "vom", "zu", "zum", "zur", "der", "den",
    "ter", "ten", "te", "af", "av", "of", "the", "ap", "ab", "ferch", "san", "santa", "st", "na",
];

/// Groups of forms of one name. A form may stand in several.
const FORMS: &str = "\
william bill billy will willie willy wills wm liam gwilym wilhelm guillaume guillermo guglielmo willem
robert bob bobby rob robbie robby bert roberto rab robin
richard dick dickie rick ricky rich richie ricardo riccardo
edward ed eddie eddy ted teddy ned ward eduardo edouard eduard edoardo
edmund ed eddie ted ned edmond edmundo
edwin ed eddie ned
theodore ted teddy theo teodoro theodor
thomas tom tommy thom tomas tommaso thos
james jim jimmy jimmie jamie jem jas jacob jacques santiago diego jaime seamus hamish giacomo
jacob jake jakob jacobo jaakko yakov yaqub
john jack johnny johnnie jon ian sean shaun shane evan ivan jean juan joan joao johann johannes hans giovanni jan janos ioannis jonny yahya yohannes jens
joan johanna jane joanna jeanne juana
jonathan jon jonny nathan
joseph joe joey jos jose giuseppe josef jozef pepe yusuf youssef yosef osip beppe
charles charlie charley chas chuck carl karl carlos carlo karel charly carolus
henry harry hank hal henri heinrich enrique enrico hendrik henrik heinz
harold harry hal
george geo georgie jorge georg giorgio georges yuri jerzy jiri girgis
frederick fred freddie freddy frederic friedrich federico frits fritz frederik
alfred alf alfie fred freddie alfredo
albert al bert bertie alberto albrecht
herbert bert herb herbie bertie
hubert bert bertie
gilbert bert gil
alexander alex alec alick sandy sasha alexandre alejandro aleksandr alessandro xander lex iskandar oleksandr alexandros sander
alexandra alex sandra sasha alexa lexi
andrew andy drew andre andreas andres andrea anders andrei andrzej ondrej andrij
anthony tony ant antonio anton antoine antoni antonius
arthur art artie arturo
benjamin ben benny benji benjie
bernard bernie bernhard bernardo barney
christopher chris kit christophe cristobal christoph krzysztof topher
christian chris kristian cristian
christina chris chrissie tina christine cristina kristina kirsten
daniel dan danny danilo
david dave davy davie davey dai daud dawit dafydd
donald don donnie
dorothy dot dottie dolly dora dorothea
eleanor nell nellie ellie nora leonora elinor eleonora
elizabeth liz lizzie beth betty bess bessie eliza betsy elsie libby lisa elisabeth isabel lily lilly elisa elise else ilse erzsebet yelizaveta elspeth liza
isabella bella isabel isobel izzy isla belle
ellen nell nellie nelly helen
helen nell nellie lena elena helena helene ellen olena
emily em emmy millie emilie emilia
emma em emmie emmy
ernest ernie ernst ernesto
eugene gene eugen eugenio yevgeny
evelyn eve evie
florence flo florrie flossie flora
frances fanny fran frankie francesca francoise franziska
francis frank frankie francisco francesco francois franz frans paco pancho ferenc franciszek
franklin frank
gabriel gabe gabriele jibril
gerald gerry jerry gerard gerhard
geoffrey geoff jeff jeffrey godfrey
gregory greg gregor grigori gregorio
hannah anna nan
anne ann anna annie nan nancy nannie hanna ana anita annette anya anka
agnes aggie nessie ines agnieszka
howard howie ward
hugh huw hughie hugo ugo
ignatius ignacio inigo ignazio nacho
jane jenny janie jeanne joan joanna janet
janet jan jenny nettie jessie
jennifer jen jenny jennie
jeremy jerry jem jeremiah
jessica jess jessie
joshua josh yeshua josue
judith judy jude
julia julie giulia juliet yulia
julian jules julio julius julien
katherine kate katie kathy kath cathy catherine kit kitty kay katharine kathleen catalina caterina katarina yekaterina karen trina katrin ekaterina kasia katarzyna kateryna katia katja
caroline carrie caro carolina lina carol
lawrence larry laurie lars lorenzo laurence lorens laurent
leonard len lenny leo leonardo
leopold leo poldi
lewis lew louis lou luis ludwig luigi louie lajos ludovico
louisa lou lulu luise louise
lucy lucia luz lucie
margaret maggie meg peggy madge marge margie daisy greta rita margarita marguerite margarethe gretchen mag maisie margot malgorzata
martha mattie patty marta
mary molly polly mamie may maria marie mae minnie maryam mariam miriam maryam moira maura marya mitzi mariya
matilda tilly maud mattie tillie
matthew matt matthias mateo matteo mathieu matthaus mateusz
maximilian max maksim maxim
michael mike mick mickey micky mikey miguel michel mikhail michele mikael michal mihail mitch mischa misha
nathaniel nat nate nathan
nicholas nick nicky nicolas nikolai niklas claus klaus nikolaos nico colin mykola nicola nikola
oliver ollie noll oliviero
olive ollie livvy olivia
patrick pat paddy patricio padraig
patricia pat patsy patty trish tricia
paul pablo paolo pavel paulo pol paulus pal
peter pete pedro pierre pietro piotr petr petrus pyotr per petros petro piet boutros
philip phil pip felipe filippo philippe pippo
rachel rae raquel rahel
raymond ray raimundo ramon
rebecca becky becca
reginald reg reggie rex
ronald ron ronnie
rosemary rose rosie
samuel sam sammy samu
samantha sam
sarah sally sadie sara sal
sebastian seb bastian
simon sim simeon
sophia sophie sofia sofie zofia sonia sonya
stephen steve stevie steven stefan esteban stefano etienne istvan stephan
susan sue susie suzy susanna suzanne susana
sylvester sly silvestre silvester
theresa terry tess tessa teresa therese tracy
terence terry
timothy tim timmy timoteo timofey
ursula uschi ulla
valentine val
vincent vince vinny vicente vincenzo
victoria vicky vickie tori
victor vic viktor vittorio
vladimir vova volodya volodymyr wladimir vladi
walter wally walt
winifred winnie freda
zachary zach zack
ambrose brose emrys ambrosius
augustus gus gussie august augustine augusto
abraham abe ibrahim bram
archibald archie
bartholomew bart bartolome bartolomeo
cecilia cissie cecily
clement clem clemente
constance connie
cornelius neil con kees
dennis den denny denis dionisio
dominic dom domingo domenico dominik
douglas doug
duncan dunc
ebenezer eben
ethel et
eustace stacy
fitzgerald fitz
georgina georgie gina
gertrude gertie trudy
harriet hattie harriett henrietta
horace horatio orazio
humphrey humph
irene rene irina
isaac ike izaak ishaq
kenneth ken kenny
kimberly kim kimberley
madeline maddie magdalena madeleine lena
marcus mark marc marco marcos markus
maurice morris moritz mauricio
mildred millie
moses moe moshe musa moises
muriel mu
norman norm
oswald ozzie oswaldo
percival percy
prudence prue
ralph raoul raul rolf
roderick rod roddy rory rodrigo
roger rodger hodge rogelio ruggero
rowland rowly roland orlando rolando
rudolph rudy rudolf rolf rodolfo
rufus rufe
sigmund siggy zygmunt
solomon sol suleiman sulayman
stanley stan
sidney sid
tobias toby
virginia ginny
vivian viv
wilfred wilf fred
chukwuemeka emeka
oluwaseun seun
oluwatobi tobi
oluwafemi femi
olufunke funke
babatunde tunde
adebayo bayo
temitope tope temi
nkechinyere nkechi
obinna obi
ikechukwu ike
uchenna uche
folasade sade
omolola lola
titilayo titi
lakshmi laxmi laksmi lakshmy
lee yi rhee
yoo yu ryu
park pak bak
choi choe
jung jeong chung
mohammed mohd muhammad mohamed mamadou mehmet mahamat muhammed mohamud md mohammad maxamed
ahmed ahmad amadou ahmet axmed
abdullah abdallah abdulla abdoulaye cabdullaahi
ali aly alioune
fatima fatma fatou fatoumata fatimah faduma
aisha ayesha aicha aissatou aysha caasha
hussein hussain husein huseyin xuseen ousseynou hussaini husseini
hassan hasan xasan
yusuf yousef youssef yusof yusup
osman othman usman uthman cusmaan ousmane
omar umar omer cumar oumar
isa issa eesa ciise jesus
aleksandr sasha sanya alexandr alexander shura olexandr
aleksey alyosha alexei lyosha oleksiy alexis
dmitry dima mitya dmitri dmytro demetrio
yevgeny zhenya evgeny yevgeniy evgeniy
yekaterina katya ekaterina kateryna
tatiana tanya tatyana tetiana
natalia natasha nataliya natalie nataly
nikolai kolya nikolay
mikhail misha mykhailo
sergei seryozha serhiy sergey sergiy serge
anastasia nastya anastasiya stacy
maria masha mariya
olga olya olha
pavel pasha pavlo
ivan vanya
grzegorz grzes
joseph zeferino zezinho ze
francisco chico paco pancho kiko
guadalupe lupe lupita
concepcion concha conchita
dolores lola lolita
jesus chuy
rosario charo
enrique quique kike
manuel manolo manny emanuel emmanuel
";

static HONORIFIC: LazyLock<HashSet<&'static str>> = LazyLock::new(|| HONORIFICS.iter().copied().collect());

static PARTICLE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| PARTICLES.iter().copied().collect());

static FORM: LazyLock<HashMap<&'static str, Vec<u16>>> = LazyLock::new(|| {
    let mut groups: HashMap<&'static str, Vec<u16>> = HashMap::new();
    for (number, line) in (0u16..).zip(FORMS.lines()) {
        for form in line.split(' ') {
            groups.entry(form).or_default().push(number);
        }
    }
    let mut next = u16::try_from(FORMS.lines().count()).unwrap_or(u16::MAX);
    for row in name_words::all().iter().filter(|row| row.says == NameWordUse::Short) {
        let of = groups.entry(&row.value).or_default();
        if of.is_empty() {
            of.push(next);
            next += 1;
        }
        let of = of.clone();
        for word in &row.words {
            let own = groups.entry(word).or_default();
            own.extend(of.iter().filter(|group| !own.contains(group)).copied().collect::<Vec<_>>());
        }
    }
    groups
});

/// Short forms and what they stand for.
static SHORT: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = name_words::all().iter().filter(|row| row.says == NameWordUse::Short);
    rows.flat_map(|row| row.words.iter().map(|word| (&**word, &*row.value))).collect()
});

/// Names in other scripts and how they are written in Latin letters.
static SCRIPT: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = name_words::all().iter().filter(|row| row.says == NameWordUse::Script);
    rows.flat_map(|row| row.words.iter().map(|word| (&**word, &*row.value))).collect()
});

/// Whether a folded word is a short form of another.
pub(super) fn is_short(word: &str) -> bool {
    SHORT.contains_key(word)
}

/// Whether what stands for a name says that there is none: `N/A`, `Not Provided`, `Unknown Unknown`.
pub(super) fn is_nobody(name: &str) -> bool {
    static NOBODY: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let names: HashSet<&str> = missing_words::of(MissingWord::Name).collect();
        let unknown = missing_words::of(MissingWord::Unknown).filter(|word| !names.contains(word));
        unknown.chain(missing_words::of(MissingWord::NoName)).collect()
    });
    const LONGEST: usize = 60;
    if name.len() > LONGEST {
        return false;
    }
    let folded = fold(name);
    let twice = folded.split_at_checked(folded.len() / 2).is_some_and(|(one, other)| {
        other.strip_prefix(' ').is_some_and(|other| one == other && NOBODY.contains(one))
    });
    twice || NOBODY.contains(folded.as_str())
}

/// A name with the words of other scripts that are known in Latin letters.
pub(super) fn in_latin(text: &str) -> Cow<'_, str> {
    let known = |word: &str| SCRIPT.get(word).copied();
    if text.is_ascii() || !text.split_whitespace().any(|word| known(word).is_some()) {
        return Cow::Borrowed(text);
    }
    let words: Vec<&str> = text.split_whitespace().map(|word| known(word).unwrap_or(word)).collect();
    Cow::Owned(words.join(" "))
}

/// Whether a folded word is a title, rank or degree, or an ordinal of one (*1st*, *9th*).
pub fn is_honorific(word: &str) -> bool {
    HONORIFIC.contains(word) || is_ordinal(word)
}

fn is_ordinal(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < word.len() && matches!(digits, "st" | "nd" | "rd" | "th")
}

/// Whether a folded word is a particle.
pub fn is_particle(word: &str) -> bool {
    PARTICLE.contains(word) || SHORT.get(word).is_some_and(|long| PARTICLE.contains(long))
}

/// The forms of a group; none for a group of short forms.
pub(super) fn group_of(group: u16) -> impl Iterator<Item = &'static str> {
    FORMS.lines().nth(usize::from(group)).unwrap_or_default().split(' ')
}

/// The groups of forms that a folded word stands in.
pub(crate) fn forms(word: &str) -> &'static [u16] {
    FORM.get(word).map_or(&[], Vec::as_slice)
}

/// Whether two folded words are forms of one name, or may be.
pub fn are_forms_of_one_name(a: &str, b: &str) -> bool {
    let of_b = forms(b);
    !of_b.is_empty() && forms(a).iter().any(|group| of_b.contains(group))
}
