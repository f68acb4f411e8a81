//! Closed vocabularies as people write them: yes and no, sexes, levels of a language, names of
//! languages, in many languages.

use super::context::Context;
use super::reason::RefusalReason;
use super::refusal::Refusal;
use crate::model::{Cefr, CostHead, Language};
use crate::reference::cost_words;
use crate::resolve;
use crate::schema::Field;
use crate::text;
use compact_str::{CompactString, ToCompactString as _};
use std::collections::HashMap;
use std::sync::LazyLock;

const YES: &str = "true yes y yeah 1 1.0 ja j oui o si s sim x t v vrai verdadero verdadeiro vero wahr waar tak prawda да д так т истина evet e dogru iya ya y oo ndiyo ndio có da ใช่ አዎ áno हाँ हां जी نعم اجل صح بله بلی 是 有 はい 예 네 ✓ ✔ ☑ √ checked on ok given granted agree agreed setuju accepted acepto aceito accepte einverstanden zugestimmt موافق موافقة согласен согласна згоден згодна saglasan saglasna suglasan suglasna kabul 同意 동의 đồng_ý đã_đồng_ý stimme_zu stimmt_zu d'accord accepté j'accepte de_acuerdo acepta autorizo autoriza conforme concordo concorda de_acordo consento acconsento accetto akkoord zgadzam_się wyrażam_zgodę souhlasím de_acord sunt_de_acord slažem_se pristajem onaylıyorum sang_ayon nakubali सहमत أوافق اوافق موافقم छ हो हुन्छ मन्जुर मञ्जुर सहमत_छु ඔව් ஆம் হ্যাঁ ஆமாம் eya ee eeyyee እሺ ተስማምቻለሁ ይስማማል ፈቃደኛ willing bersedia bằng_lòng da,_sunt_de_acord accordé consentit autorise j'autorise autorisé favorable_au_partage ano igen ναι כן opo onaylıyor kabul_ediyor kabul_ediyorum approves po pajtohem pranoj";
const NO: &str = "false no n 0 0.0 nein non nao nee nie n f faux falso falsch onwaar falsz нет н ні ложь хибність hayir h yanlis tidak tak_ada không ne ไม่ ไม่ใช่ አይ hindi hapana नहीं ना لا خطا نه خیر 否 没有 無 いいえ 아니요 ✗ ✘ ☐ × unchecked off refused denied declined disagree disagreed not_agreed nu छैन होइन हुँदैन नहीं_है नाही අකමැතියි නැත இல்லை না አይደለም አልፈቀደም የለም አልስማማም siyo la_hapana unwilling not_willing no_consent withheld no_autoriza no_acepta n'autorise_pas non_accordé keine_einwilligung brak_zgody nem jok όχι לא nu_sunt_de_acord nu_este_de_acord tidak_bersedia belum_setuju không_bằng_lòng không_đồng_ý nicht_einverstanden abgelehnt refusé refuse rechaza rechazado recusado discordo rifiutato geweigerd odmowa nesouhlasím tidak_setuju असहमत not_yet noch_nicht todavia_no aun_no belum pas_encore еще_нет henuz_degil hindi_pa ancora_no ainda_nao jeszcze_nie jos_ne još_nije đang_xem_xét chưa jo nuk_pajtohem";

/// Words behind a no that say that it may change.
const YET: &str = "yet todavia aun encore noch pa еще ще henuz ancora ainda jeszcze jos inca";

/// What of a consent says that it was taken back: no, and a day is often beside it.
const WITHDRAWN: &str = "withdrawn withdrew revoked cancelled canceled consent_withdrawn widerrufen zurückgezogen retiré retirée révoqué révoquée retirado retirada revocado revocada revogado revogada cancelado cancelada cancelou retirou revogou retiró revocó ritirato revocato ingetrokken cofnięta wycofana odvolán odvoláno retras povučeno povučena повучено отозвано отозвана отказ відкликано відкликана відмова geri_çekildi geri_alındı iptal vazgeçti reddetti تم_السحب سحب_الموافقة ألغى dicabut ditarik ditolak rút_lại đã_rút 撤回 取消 철회";

/// Whether a text says that a consent was taken back.
pub(super) fn withdrawn(written: &str) -> bool {
    let written = key(written);
    WITHDRAWN.split(' ').any(|word| key(&word.replace('_', " ")) == written)
}

/// Whether a text denies with a word for an objection, `No objection`: that is no refusal.
pub(super) fn objects(written: &str) -> bool {
    const BEGINNINGS: [&str; 6] = ["obje", "obiec", "problem", "einw", "bedenk", "inconv"];
    let folded = text::fold(written);
    folded.split(' ').any(|word| BEGINNINGS.iter().any(|beginning| word.starts_with(beginning)))
}

/// Whether the first or the last word of a text is a no, and none of its words a yes.
pub(super) fn refuses(written: &str) -> bool {
    let words: Vec<&str> =
        written.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let said = |word: &&str| boolean(word, &Context::default()).ok().filter(|_| word.chars().count() > 1);
    let ends = [words.first(), words.last()].into_iter().flatten();
    ends.filter_map(said).any(|yes| !yes) && !words.iter().filter_map(said).any(|yes| yes)
}

/// Whether an answer says no in a word or letter.
pub(super) fn says_no(written: &str) -> bool {
    let letter = written.trim_start().chars().next();
    // Most answers are one of ours, or blank.
    match written {
        "no" => true,
        "yes" | "" => false,
        _ => {
            letter.is_some_and(char::is_alphabetic)
                && !written.eq_ignore_ascii_case("t")
                && in_words(written) == Some(false)
        }
    }
}

/// Whether a text says yes or no.
pub(super) fn boolean(written: &str, context: &Context) -> Result<bool, Refusal> {
    match written {
        "yes" => return Ok(true),
        "no" => return Ok(false),
        _ => {}
    }
    if context.habits.says_no && written.eq_ignore_ascii_case("x") {
        return Err(RefusalReason::TickOrCross.meant_any(["yes", "no"]));
    }
    // `T` is true beside `F`, and *tidak* beside `Y`: alone it may be either.
    if written.eq_ignore_ascii_case("t") {
        return context.habits.letter_t().ok_or_else(|| RefusalReason::TickOrCross.meant_any(["yes", "no"]));
    }
    in_words(written).ok_or_else(|| {
        let near = text::nearest(written, ["yes", "no", "true", "false"], 0.75);
        RefusalReason::NeitherYesNorNo.meant_any(near)
    })
}

/// Yes or no where the words alone say it.
fn in_words(written: &str) -> Option<bool> {
    static WORDS: LazyLock<HashMap<String, bool>> = LazyLock::new(|| {
        let mut words = HashMap::new();
        for (list, value) in [(YES, true), (NO, false)] {
            for word in list.split(' ') {
                words.entry(key(word)).or_insert(value);
            }
        }
        words
    });
    let folded = key(written);
    // `Sí autoriza`: two words that say the same. `No autoriza todavía`: what is yet to come is no answer.
    let twice = || {
        let (first, rest) = folded.split_once(' ')?;
        WORDS.get(first).copied().filter(|said| WORDS.get(rest) == Some(said))
    };
    let not_yet = || {
        let (before, last) = folded.rsplit_once(' ')?;
        let no = WORDS.get(before).copied().filter(|said| !said)?;
        YET.split(' ').any(|word| word == last).then_some(no)
    };
    WORDS.get(&folded).copied().or_else(twice).or_else(not_yet)
}

/// Ticks and crosses are signs, which folding takes away.
fn key(written: &str) -> String {
    let plain = super::clean::plain(written);
    let plain = plain.trim().trim_end_matches(['.', '!']);
    let folded = text::fold(plain);
    if folded.is_empty() || plain.contains('.') { plain.to_owned() } else { folded }
}

const FEMALE: &str = "f z female woman girl w weiblich weibl frau wbl femme feminin feminine fem femenino femenina mujer mulher mme mlle mrs ms miss madame mademoiselle frau_dr sra srta senora senorita signora signorina pani bà cô ወ/ሮ श्रीमती सुश्री feminino feminina donna femmina femminile vrouw vrouwelijk v kobieta k zenski ж жен женский женщина жінка жіноча жіночий kadin kiz bayan perempuan wanita pr babae mwanamke ke महिला स्त्री انثى انثي امراه زن مونث 女 女性 여 여성 여자 หญิง ሴት ሴ жен женски zenski жін nu naine nainen kvinna kvinde kvinne noi zena feminina";
const MALE: &str = "m male man boy mr monsieur herr sr senor signor pan ông anh_ông श्री mannlich mannl mann homme masculin masculine masc masculino hombre varon h homem uomo maschio maschile man mannelijk mezczyzna meski м муж мужской мужчина ч чоловік чоловіча чоловічий erkek bay laki laki_laki lelaki pria l lalaki mwanaume me पुरुष ذكر رجل مرد مذكر 男 男性 남 남성 남자 ชาย ወንድ ወ мушки muski чол муж nam mees mies ferfi muz";
const OTHER: &str = "other x d divers diverse non_binary nonbinary nb enby otro otra autre outro outra altro inny інше другой diger lainnya iba nyingine अन्य اخر";

/// A sex, in words of many languages; the column decides letters that differ between them.
fn sex(folded: &str, context: &Context) -> Option<Result<&'static str, Refusal>> {
    let is = |list: &str| list.split(' ').any(|word| text::fold(&word.replace('_', " ")) == folded);
    match (folded, context.habits.hombre) {
        // `H` and `M` are hombre and mujer, homem and mulher.
        ("m", Some(true)) => return Some(Ok("female")),
        ("m", Some(false)) => {
            return Some(Err(RefusalReason::MaleOrFemale.meant_any(["female", "male"])));
        }
        ("e", _) if context.habits.erkek() => return Some(Ok("male")),
        ("u" | "unk" | "n k", _) => return Some(Ok("unknown")),
        // `P` is perempuan beside `L`, and pria or something else without it.
        ("p", _) if context.habits.laki() => return Some(Ok("female")),
        ("1" | "2" | "0" | "9", _) => {
            return Some(Err(RefusalReason::UnknownCode.into()));
        }
        _ => {}
    }
    [("female", FEMALE), ("male", MALE), ("other", OTHER)]
        .into_iter()
        .find(|(_, list)| is(list))
        .map(|(word, _)| Ok(word))
}

/// The sex that a word names. A letter alone may mean other things.
pub(super) fn sex_in_a_word(text: &str) -> Option<&'static str> {
    let folded = text::fold(text);
    let long = folded.chars().count() > 1 || !folded.is_ascii();
    match sex(&folded, &Context::default()).filter(|_| long)? {
        Ok(sex @ ("female" | "male")) => Some(sex),
        _ => None,
    }
}

/// A word of a closed list.
pub(super) fn word(field: &Field, written: &str, context: &Context) -> Result<CompactString, Refusal> {
    if let Some(word) = field.words.iter().find(|word| *word == written) {
        return Ok(word.into());
    }
    let plain = super::clean::plain(written);
    if field.name == "level" || field.name == "language_level" {
        return level(&plain);
    }
    let folded = text::fold(&plain);
    if let Some(word) = field.words.iter().find(|word| text::fold(word) == folded) {
        return Ok(word.into());
    }
    if field.name == "sex" {
        match sex(&folded, context) {
            Some(Ok(word)) if field.words.iter().any(|known| known == word) => return Ok(word.into()),
            Some(Err(refusal)) => return Err(refusal),
            _ => {}
        }
    }
    if let Some(word) = synonym(field, &folded).or_else(|| standing(field, &folded)) {
        return Ok(word.into());
    }
    let is_head = field.words.iter().any(|word| word == CostHead::RecruitmentFee.as_str());
    if let Some(head) = cost_words::head(&plain).filter(|_| is_head) {
        return Ok(head.as_str().into());
    }
    let costs = cost_words::all().iter().filter(|_| is_head);
    let costs = costs.flat_map(|row| row.words.iter().map(|word| (&**word, row.head.as_str())));
    let named = field.words.iter().map(|word| (word.as_str(), word.as_str())).chain(costs);
    Err(RefusalReason::NoWord { words: field.words.clone() }
        .near(text::nearest_named(&plain, named, 0.75), |near| {
            (near.name.to_owned(), Some(near.name.to_owned()))
        }))
}

/// Other words for those of closed lists, folded, `_` for a space: the list they belong to is known by its first
/// word here and by another that must be of it, as *valid* means one thing of a license and nothing of a worker.
const SYNONYMS: &[(&str, &str, &str)] = &[
    (
        "permanent",
        "seasonal",
        "perm permanent_contract full_time_permanent unlimited indefinite open_ended unbefristet cdi contrat_a_duree_indeterminee indefinido fijo por_tiempo_indefinido efetivo sem_termo tempo_indeterminado a_tempo_indeterminato vast na_czas_nieokreslony دائم",
    ),
    (
        "fixed-term",
        "seasonal",
        "fixed fixed_term_contract ftc temporary temp limited befristet cdd contrat_a_duree_determinee temporal eventual a_termo tempo_determinado a_tempo_determinato tijdelijk na_czas_okreslony مؤقت",
    ),
    ("seasonal", "permanent", "season saisonal saisonnier estacional temporada sazonal stagionale موسمي"),
    (
        "training",
        "permanent",
        "trainee apprenticeship ausbildung formation formacion formacao tirocinio تدريب",
    ),
    ("open", "closed", "offen ouvert ouverte abierto abierta aberto aberta aperto vacant live مفتوح"),
    (
        "closed",
        "draft",
        "geschlossen besetzt ferme fermee pourvu cerrado cerrada cubierto fechado fechada preenchido filled expired مغلق \
         cancelled canceled withdrawn inactive archived ended paused on_hold hold suspended no_longer_available zuruckgezogen \
         storniert inaktiv pausiert archiviert pourvue annule annulee retire retiree cloture cloturee suspendu suspendue en_pause \
         cubierta cancelado cancelada anulado anulada retirado retirada suspendido suspendida pausado pausada en_pausa inactivo \
         inactiva preenchida suspenso suspensa em_pausa inativo inativa encerrado encerrada chiuso chiusa coperto annullato \
         annullata ritirato ritirata sospeso sospesa gesloten vervuld ingetrokken geannuleerd stangd tillsatt lukket besatt \
         zamkniete obsadzone anulowane закрыто закрыта закрыт kapali dolu iptal مغلقة ملغى ملغاة",
    ),
    ("draft", "closed", "entwurf brouillon borrador rascunho bozza مسودة"),
    (
        "active",
        "lapsed",
        "valid current in_good_standing good_standing registered live gultig aktiv valide actif active_registration en_vigueur vigente activo activa valido valida ativo ativa attivo attiva iscritto iscritta em_vigor in_corso geldig actief wazny ساري ساري_المفعول فعال سارية",
    ),
    (
        "lapsed",
        "suspended",
        "expired lapse inactive not_renewed surrendered relinquished voluntarily_removed retired_from_register abgelaufen ungultig expire expiree perime vencido vencida caducado caducada expirado expirada scaduto verlopen wygasly منتهي منتهية منتهي_الصلاحية",
    ),
    (
        "suspended",
        "lapsed",
        "on_hold suspension interim_suspension interim_suspension_order suspension_order ausgesetzt ruhend ruht suspendiert suspendu suspendue suspendido suspendida suspenso sospeso موقوف",
    ),
    (
        "revoked",
        "lapsed",
        "struck_off struck_from_the_register erased erasure removed removed_from_register removed_from_the_register deregistered de_registered cancelled canceled annulled entzogen widerrufen gestrichen annulliert annule annulee anulado anulada cancelado cancelada annullato annullata radiato radiata revoque revoquee radie revocado revocada cassado revogado ملغي",
    ),
    (
        "restricted",
        "lapsed",
        "with_conditions conditions interim_conditions interim_conditions_order conditions_order conditions_of_practice conditions_of_practice_order subject_to_conditions undertakings limited limited_registration with_restrictions restrictions auflagen mit_auflagen eingeschrankt restreint restreinte restringido restrito مقيد",
    ),
    (
        "withdrawn",
        "active",
        "zuruckgezogen retire retiree retirado retirada desistiu ritirato منسحب retras retrasa renuntat a_renuntat desistio desiste retirado_del_proceso desiste_del_proceso no_interesado desiste desistente désisté désistée desistement retrait annule_sa_candidature mengundurkan_diri mundur batal dibatalkan đã_rút đã_rút_hồ_sơ rút_hồ_sơ rút_lui thôi từ_chối ተሰርዟል ራሱን_አገለለ राजीनामा फिर्ता_लिएको त्यागेको फिर्ता rezygnacja zrezygnowal zrezygnowala odstoupil odstoupila odustao odustala одустао одустала отказался отказалась відмовився відмовилась снят vazgecti ayrildi cekildi umejiondoa amejiondoa umatras nag_withdraw 辞退 放弃 退出 포기 انسحب انسحبت انصراف ritirata ingetrokken teruggetrokken abgesagt zuruckgetreten ausgeschieden dropped_out dropped not_looking no_longer_looking not_available placed already_placed hired employed_elsewhere deployed retired deceased died verstorben fallecido fallecida decede decedee do_not_contact dnc blacklisted opted_out vermittelt placee embauche embauchee colocado colocada contratado contratada not_interested no_longer_interested candidate_withdrew withdrawn_by_candidate pulled_out backed_out",
    ),
    (
        "active",
        "withdrawn",
        "aktiv actif active_candidate activo activa ativo ativa active_file aktif aktif_mencari activ activă actief attivo attiva aktywny aktywna aktivni aktivny aktivan aktivna активан активна активен активный активная активний đang_hoạt_động hoạt_động đang_tham_gia còn_hiệu_lực सक्रिय चालु ንቁ በስራ_ላይ ንቁ_ነው amilifu hai aktibo نشط نشطة نشیط فعال فعّال 有效 在职 活跃 稼働中 활성 활동_중 sẵn_sàng disponibil disponible",
    ),
    // Whoever is recruited, as agencies call them.
    (
        "worker",
        "employer",
        "candidate applicant employee nurse self herself himself bewerber bewerberin kandidat kandidatin pflegekraft arbeitnehmer arbeitnehmerin candidat candidato candidata travailleur travailleuse salarie salariee trabajador trabajadora empleado empleada trabalhador trabalhadora lavoratore lavoratrice кандидат работник العامل المرشح",
    ),
    (
        "recruiter",
        "regulator",
        "recruitment_agency recruiting_agency agency manning_agency placement_agency staffing_agency personalvermittlung vermittler agence_de_recrutement agencia agencia_de_colocacion agencia_de_recrutamento مكتب_توظيف",
    ),
    (
        "employer",
        "regulator",
        "hospital clinic arbeitgeber klinik krankenhaus employeur hopital empleador hospital صاحب_العمل",
    ),
    (
        "regulator",
        "recruiter",
        "council board regulatory_body nursing_council behorde ordre colegio conselho",
    ),
    // Who bears the fees of a post.
    (
        "employer",
        "shared",
        "company hospital clinic client hiring_facility facility employer_pays employer_pays_all fully_sponsored free_for_candidates free_for_candidate free_to_candidates free_to_candidate free_of_charge free no_fee no_fees no_charge no_cost no_placement_fee zero_fee zero_cost no_fees_to_candidate no_fee_to_candidate not_charged_to_candidate arbeitgeber klinik krankenhaus kostenlos kostenfrei keine_gebuhren employeur hopital gratuit sans_frais gratuit_pour_le_candidat empleador empresa gratis gratuito sin_costo sin_coste empregador sem_custos sem_custo datore_di_lavoro azienda werkgever pracodawca angajator isveren работодатель роботодавець صاحب_العمل مجاني",
    ),
    (
        "recruiter",
        "shared",
        "agency recruitment_agency recruiting_agency agent vermittler agentur personalvermittlung agence agencia agenzia bureau agencja агентство الوكالة",
    ),
    (
        "worker",
        "shared",
        "candidates candidate_pays worker_pays applicants nurses the_candidate the_worker aplikan pekerja ứng_viên kandydat candidatul aday кандидатка",
    ),
    (
        "shared",
        "recruiter",
        "split both half_half 50_50 employer_and_candidate candidate_and_employer partly partly_candidate partly_by_candidate geteilt beide partage partagee les_deux compartido compartida ambos condiviso diviso gedeeld",
    ),
    ("school", "regulator", "college university nursing_school training_school schule ecole escuela escola"),
    (
        "document-seen",
        "self-declared",
        "document_sighted copy_seen certificate_seen sighted nachweis_gesehen document_vu documento_visto",
    ),
    (
        "self-declared",
        "document-seen",
        "self_reported self_declaration declared selbstauskunft auto_declare autodeclarado",
    ),
    (
        "issuer-verified",
        "document-seen",
        "verified_by_issuer verified_with_issuer primary_source_verified psv",
    ),
];

fn synonym(field: &Field, folded: &str) -> Option<&'static str> {
    let has = |word: &str| field.words.iter().any(|known| known == word);
    let means = |list: &str| list.split(' ').any(|known| text::fold(&known.replace('_', " ")) == folded);
    SYNONYMS
        .iter()
        .find(|(word, beside, list)| has(word) && has(beside) && means(list))
        .map(|(word, _, _)| *word)
}

/// Words beside a standing that make it one of another day, or none.
const UNDONE: &str = "not no never nicht nie kein keine ohne non pas sans sin nao sem nunca jamais never without reinstated restored lifted \
    ended expired former formerly previously past aufgehoben beendet fruher leve levee levantada levantado revogada_suspensao";

/// A license that is suspended, revoked or restricted in a text of several words, *suspended pending investigation*: the
/// gravest word counts, unless another one takes it back. A bar that nobody reads is a bar that nobody sees.
fn standing(field: &Field, folded: &str) -> Option<&'static str> {
    const GRAVEST_FIRST: [&str; 3] = ["revoked", "suspended", "restricted"];
    let has = |word: &str| field.words.iter().any(|known| known == word);
    if !GRAVEST_FIRST.iter().all(|word| has(word)) {
        return None;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    if words.iter().any(|word| UNDONE.split(' ').any(|undone| undone == *word)) {
        return None;
    }
    // `conditions of practice order`: the first two or three words name it as well as one.
    let named = |wanted: &str| {
        (1..=3).flat_map(|size| words.windows(size)).any(|some| {
            let some = some.join(" ");
            some == wanted || synonym(field, &some) == Some(wanted)
        })
    };
    GRAVEST_FIRST.into_iter().find(|wanted| named(wanted))
}

/// Words that may stand beside a level and change nothing.
const BESIDE: &str = "level niveau nivel livello stufe sprachniveau niveaustufe ger gers cefr cefrl mcer qcer cecr cecrl erk poziom уровень рівень seviye seviyesi tingkat zertifikat certificate certificado certificat certificato diploma test prufung exam examen \
    deutsch german english englisch ingles anglais french francais spanish espanol italian italiano aleman allemand tedesco niemiecki goethe telc osd ecl dele delf dalf tcf celi plida testdaf dsd institut in of de the language proficiency passed bestanden b full";

/// A level in prose, `B2 (GER)`, is the level when it names just one and nothing else that may matter.
fn level(plain: &str) -> Result<CompactString, Refusal> {
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // Where people type Cyrillic the letter of a level often is.
    let latin: Vec<String> = words.iter().map(|word| latin_level(word)).collect();
    let words: Vec<&str> = latin.iter().map(String::as_str).collect();
    let mut levels: Vec<Cefr> = words.iter().filter_map(|word| word.parse().ok()).collect();
    // `B 2` with a space between.
    if levels.is_empty() {
        levels = words.windows(2).filter_map(|pair| format!("{}{}", pair[0], pair[1]).parse().ok()).collect();
        return match levels[..] {
            [level] if words.len() == 2 => Ok(level.to_compact_string()),
            _ => Err(RefusalReason::NoLevel.meant_any(levels.first().map(|level| level.as_str()))),
        };
    }
    levels.dedup();
    match levels[..] {
        [level] => {
            let mut others = words.iter().filter(|word| word.parse::<Cefr>().is_err());
            let beside = others.all(|word| {
                let folded = text::fold(word);
                BESIDE.split_whitespace().any(|known| known == folded)
            });
            let half = plain.contains('+')
                || plain.contains('<')
                || plain.contains('>')
                || plain.contains('-') && plain.trim().ends_with('-');
            if beside && !half {
                return Ok(level.to_compact_string());
            }
            Err(RefusalReason::MoreThanLevel { level }.meant(level.as_str()))
        }
        _ => Err(RefusalReason::SeveralLevels.meant_any(levels.iter().map(|level| level.as_str()))),
    }
}

/// The word with the Latin letter of a level in the place of the Cyrillic one that stands for it or looks like it.
fn latin_level(word: &str) -> String {
    let mut signs = word.chars();
    match (signs.next(), signs.next(), signs.next()) {
        (Some(letter), Some(digit @ '1'..='2'), None) => {
            let letter = match letter {
                'А' | 'а' => 'A',
                'Б' | 'б' | 'В' | 'в' => 'B',
                'С' | 'с' | 'Ц' | 'ц' => 'C',
                other => other,
            };
            format!("{letter}{digit}")
        }
        _ => word.to_owned(),
    }
}

/// The language of a code or name.
pub(super) fn language(written: &str) -> Result<Language, Refusal> {
    if let Some(language) = resolve::languages::certain(written) {
        return Ok(language);
    }
    let found = resolve::languages::resolve(written, 3);
    let shown = |one: &resolve::vocabulary::Candidate| format!("{} ({})", one.shown, one.id);
    Err(RefusalReason::NoLanguage.suggest(&found, written, shown))
}
