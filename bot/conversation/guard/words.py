"""Closed lists of the words that stand around a case: who does the work, who is family, what is a place."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "mr mrs ms miss mx dr cllr prof professor judge councillor sir lady lord dame rev sgt pc"
)
#: Before a given name these make a place or a house: "St Joseph's", "King Edward's".
HALLOWED = _words("st saint saints ss king queen prince holy blessed")

#: After a given name these make an organisation, a building or a street.
ORGANISATION = _words(
    """school schools academy college primary secondary nursery infants infant junior juniors house centre center trust hospital
    road street lane avenue close park hall unit base hub ward surgery council county borough city foundation charity services
    service ltd limited llp plc cic group church high grammar special community partnership area district region office offices
    university court building farm way drive crescent terrace estate clinic practice federation alliance consortium town village
    library infirmary lodge manor grange gardens square wing campus sixth free model programme project scheme pathway framework
    castle bridge cathedral abbey airport station stadium consulting solutions associates education learning care homes
    barracks arms fields sands moor rovers united st rd ave ln"""
)
#: The same, where they are certain without a capital too.
ORGANISATION_LOWER = _words(
    "school academy college nursery primary infants house centre hospital road street lane avenue trust council ltd area hub st rd ave ln"
)

FAMILY = _words(
    """mum mums mam mom mother mothers dad dads father parent parents family families carer carers nan nana gran grandma grandad
    granddad grandmother grandfather grandparents aunt auntie uncle sister brother sibling siblings guardian guardians stepmum
    stepdad foster-carer foster-carers solicitor solicitors barrister advocate"""
)
CHILD = _words(
    """child pupil student boy girl lad lass kid youngster youngsters yp cyp child's learner teenager teen toddler son daughter
    twin twins siblings individual client little y/p"""
)
SCHOOL = _words("school college nursery")
CALLED = _words("called named name ie i.e namely initials")
PERSONAL = _words(
    "inc incl including eg e.g for of re regarding about involving concerning against"
)
NEAR_PERSONAL = _words("by from with w to")
WHERE = _words("at in into onto")
THEIR = _words("his her their")
BE = _words(
    "is was were are be been being am has have had got get gets getting will may might could would should can 's isn't wasn't hasn't"
)
#: What a child does or suffers before the case is named: "needs a placement", "lost the appeal".
CHILDLY = _words(
    """needs need needed awaiting waiting awaits waits lost won loses wins refused without starts started starting moved moving moves given
    offered allocated denied going goes gone heading heads taken taking missing due getting gets got has had turned wants wanted
    requires required remains returning returned returns entitled eligible still now stuck off out"""
)
#: What a panel does to a child: "refused Kofi for a plan".
DECIDED = _words(
    "refused declined rejected assessed assess assessing agreed approved considered discussed nominated turned deferred referred refer consulted"
)
PLACED = _words("placed placing place moved moving move re-placed rehoused")
FILLERS = _words(
    """a an no new own latest current next last first second third final interim initial missed late overdue delayed delay outstanding pending
    urgent emergency residential permanent perm fixed term fixed-term temporary specialist special school mainstream independent private
    out-of-county out county area home day annual failed proposed agreed refused draft amended ongoing recent previous old
    still yet now finally only also just again permanently temporarily repeatedly twice formally informally nearly almost
    not never currently already being been sadly recently since actually only lack needing without further another more
    nursery college primary secondary post-16 key full part"""
)
#: Nouns that may stand between a case and whose it is: "the appeal papers for".
CASE_COMPANIONS = _words(
    """case cases panel papers bundle decision decisions outcome hearing request review meeting breakdown date result process application
    letter report reports statement advice evidence paperwork form forms referral offer search start consultation consults fee fees
    funding issue dispute complaint challenge update status risk order plan draft amendment notice discussion lodged listed booked
    refused agreed issued granted upheld dismissed conceded withdrawn won lost late delayed due done completed outstanding pending
    finalised final found sorted sought needed required ongoing adjourned settled approved rejected deferred held made"""
)
#: After a case word these make it a topic of the work, nobody's own: "tribunal backlog".
BULK = _words(
    """rate rates backlog backlogs data team teams numbers number figures figure policy policies cost costs budget budgets service services
    officers work training reduction strategy strategies requests cases volumes volume demand performance pathway pathways
    sufficiency outcomes trend trends rules system function guidance dashboard spreadsheet tracker template templates audit audits
    contract contracts commissioning framework protocol project workstream workshop briefing log learning list lists queue capacity
    stats statistics kpi kpis target targets return returns paper slides deck presentation session sessions user users group
    forum network centre centres hub fund funds spend overspend pressure pressures savings forecast forecasts sla tender procurement
    provider providers market queries enquiries inbox email line timeliness compliance quality qa monitoring programme plans planning
    action actions milestone milestones item items page website portal leaflet toolkit handbook charter standards criteria threshold
    thresholds reform reforms review-team unit dates places spaces vacancy vacancies post posts recruitment peak surge season round
    rounds window cycle deadline deadlines breakdowns code regulations law process-map map analysis research survey study studies
    load caseload fee fees visits champion champions count counts total totals column tab sheet chart charts section heading toolkits week"""
)
#: Of these a child's own is told as well: "Jayden's placement costs".
BULK_OF_ONE = _words(
    "cost costs fee fees budget spend breakdown date dates deadline plan plans action queue paper programme post"
)
JOBS = _words(
    """officer manager lead leads director coordinator co-ordinator commissioner colleague chair deputy clerk owner boss analyst administrator
    admin apprentice assistant consultant adviser advisor head governor headteacher executive accountant champion starter locum
    secondee secretary supervisor"""
)
#: Posts that stand before a colleague's name, but beside a child's too.
JOBS_BEFORE = _words(
    """senco ep sendco teacher worker caseworker psychologist therapist nurse paediatrician consultant solicitor barrister practitioner
    dco dmo dsco dcs ta barrister registrar mediator inspector"""
)
DEPARTMENTS = _words(
    """legal finance commissioning hr icb comms procurement performance business intelligence democratic dfe ofsted dmt slt payroll
    admissions governance brokerage contracts quality policy transformation"""
)
#: Before a name these speak to a colleague.
ADDRESSED = _words(
    """hi hello hey hiya thanks thank thx cheers dear morning afternoon ta via per ask asked asking tell told telling email emailed emailing
    text texted ring rang call phone phoned contact contacted see cc fao attn remind reminded
    @ meet met meets spoke speak speaking talk talked w/ liaise liaising assign assigned reassign delegate delegated
    loop invite invited nudge pester copying copy """
)
#: What somebody does who works on a case: the subject is a colleague whom no list knows.
WORKS = _words(
    """chase chases chased chasing draft drafts drafted drafting write writes wrote writing rewriting lead leads leading led cover
    covers covering covered send sends sending update updates updating updated present presents presenting presented chair chairs
    chairing chaired finish finishes finishing collate collates collating collated circulate circulating circulated own owns
    manage manages managing managed run runs running ran deliver delivers delivering delivered train trains trained
    audit audits auditing audited check checks checking checked review reviews reviewing organise organising organised arrange
    arranging arranged handle handles handling handled dealing deals analyse analysing analysed pilot piloting piloted pull
    pulling pulls build building built redo redoing redid prepare prepares preparing prepared submit submits submitting
    publish publishing published confirm confirms confirmed confirming says said reckons
    thinks asks asked told knows emailed emailing works working sits oversee oversees overseeing map mapping mapped
    commission commissioning recruit recruiting design designing designed sign signs signing signed launch launching scope
    scoping scoped tackle tackling sort sorting fix fixing help helping
    picking owning compile compiling compiled share shares sharing shared upload uploading
    uploaded clear clears clearing cleared coordinate coordinates coordinating coordinated monitor monitoring monitors
    advise advising advises inherit inherits inherited promised promises sat tracks tracking facilitating facilitates   """
)
#: Verbs that, after "was" or "got", are suffered: then the subject did not do the work.
SUFFERED_AFTER = _words("was were been got being get gets getting")

_MONTHS = _words(
    "january february march april may june july august september october november december"
)
_DAYS = _words(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight"
)
#: Words that may stand with a capital and name nobody.
NEVER = (
    _MONTHS
    | _DAYS
    | FAMILY
    | CHILD
    | JOBS
    | JOBS_BEFORE
    | BULK
    | ORGANISATION
    | CASE_COMPANIONS
    | FILLERS
    | BE
    | CHILDLY
    | TITLES
    | HALLOWED
    | DECIDED
    | DEPARTMENTS
    | THEIR
    | PERSONAL
    | NEAR_PERSONAL
    | WHERE
    | _words(
        """amber green red blue grey gray spring summer autumn winter easter christmas xmas ramadan eid diwali michaelmas hilary half-term
    children pupils students boys girls person people everyone nobody anyone someone everybody anybody somebody local
    authority authorities region regional nation national england english wales welsh britain british uk europe european london government
    department ministry minister secretary cabinet mayor scrutiny board boards committee panel panels executive leadership
    partnership partners partner trust health mental social physical public private statutory early years year stage band
    level tier phase option appendix annex part section schedule table figure room floor block zone cluster locality
    quadrant hub north south east west northern southern eastern western central greater upper lower great old new send sen senco
    sendiass ehc ehcp ehcps lac cin cla looked autism autistic adhd asd dyslexia dyspraxia down downs tourette tourettes asperger
    aspergers rett makaton braille sensory hearing vision visual physical complex profound severe moderate speech language
    occupational therapy therapies physiotherapy psychology educational education inclusion inclusive outreach alternative
    provision provisions resource resourced resources support supported supporting short breaks respite transport travel
    travellers gypsy roma traveller asylum refugee refugees unaccompanied home homes elective tuition tutors online virtual
    digital mosaic synergy liquidlogic capita civica servelec eclipse sharepoint teams slack outlook excel word powerbi power
    power-bi word pdf zoom webex google microsoft council's ofsted cqc nhs icb dfe lga lgo ombudsman ipsea mencap scope kids
    barnardo barnardos barnardo's coram nspcc childline contact sendist tribunal tribunals appeal appeals hmcts judicial court
    law legal act code regulation green-paper white paper change programme safety valve delivering better value dbv
    accelerated progress written statement action actions priority priorities outcome outcomes milestone milestones measure
    measures update updates progress next steps position current status overall forecast target risk issue issues blocker
    blockers decision decisions meeting meetings agenda minutes papers item items note notes draft version final page
    however therefore because although since until unless while when where which whose that this these those there here then
    thus hence maybe perhaps please thanks thank cheers regards kind best many some most more few several both either neither
    each every all any none nothing something anything everything another other others such same only even just also too
    very quite rather really still already again once twice first second third fourth fifth one two three four five six
    seven eight nine ten eleven twelve hundred thousand million lots plenty loads half quarter double
    good bad great fine okay yes yeah yep nope sure well sorry hello hi hey dear morning afternoon evening
    latest current previous following recent due overdue late urgent outstanding ongoing complete completed done closed
    open opened agreed approved delayed blocked pending waiting awaiting stuck slipping recruitment staffing staff agency
    locum locums vacancy vacancies budget funding finance grant costs savings spend capacity demand backlog data numbers
    figures rate rates average total count cohort caseload report reports reporting dashboard system portal website newsletter
    survey consultation engagement coproduction co-production parent-carer forum voice family families carer carers
    his her their its our your my mine yours ours theirs them him she he they we you who whom what why how whether if
    but and or nor yet so as at by for from in into of off on onto out over to up upon with within without about above across
    after against along among around before behind below beneath beside between beyond despite during except inside
    near outside past per through throughout towards under underneath via versus not never no nor
    do does did doing don't didn't can't won't isn't wasn't let lets let's that's it's there's here's what's who's he's she's
    they're we're i'm i've i'll we've we'll you're can could shall should would must might need want wants make makes made
    take takes took put puts set sets keep keeps kept move moves moved close closes start starts started finish
    finished hope hoping hopefully unfortunately fortunately basically obviously apparently technically mostly mainly partly
    nearly almost roughly approximately last this-week weekly monthly termly quarterly annually daily morning's
    beacon phoenix bridge orchard meadow meadows oak willow chestnut rainbow horizon horizons compass pathways springs
    lighthouse haven elm beech cedar cedars hawthorn birch maple ash oaks elms lodge cottage villa villas mill abbey priory
    rosewood woodside riverside lakeside hillside parkside acorn acorns sunrise sunshine harbour harbours anchor
    cabinet exclusions exclusion placement placements mediation safeguarding suspension suspensions reviews assessments assessment
    wednesday's church catholic christian muslim islamic jewish sikh hindu methodist anglican
    council councils unitary metropolitan royal queen king prince princess saint saints holy sacred our lady trinity
    global national international universal united kingdom ireland scotland scottish irish pru prus ap mat mats sats gcse
    gcses btec ucas nvq post pre ks1 ks2 ks3 ks4 ks5 reception foundation sixth form forms nursery preschool childminder
    childminders settings setting provider providers market suppliers supplier contract contractor contractors taxi taxis
    bus buses minibus driver drivers escort escorts route routes depot fleet equipment wheelchair wheelchairs
    paediatric paediatrics paeds camhs cahms salt slt ot ots physio ep eps edpsych psychologists therapists nurses
    gp gps hospital hospitals clinic clinics community acute foundation trusts commissioner commissioners clinical"""
    )
)
#: Areas and larger towns of England and its neighbours that no ending gives away.
PLACES = _words(
    """barnet bexley brent bromley camden croydon ealing enfield greenwich hackney haringey harrow havering hillingdon hounslow islington
    lambeth lewisham merton newham redbridge richmond southwark sutton wandsworth westminster kensington chelsea bath bolton
    bournemouth poole bracknell brighton hove bristol buckinghamshire bury calderdale cambridge cambridgeshire carlisle cheshire
    cornwall coventry cumbria cumberland westmorland darlington derby derbyshire devon doncaster dorset dudley durham essex
    gateshead gloucester gloucestershire halton hampshire hartlepool hereford herefordshire hertfordshire hull humber humberside
    kent kirklees knowsley lancashire lancaster leeds leicester leicestershire lincoln lincolnshire liverpool luton maidstone
    manchester medway middlesbrough newcastle norfolk northampton northamptonshire northumberland norwich nottingham
    nottinghamshire oldham oxford oxfordshire peterborough plymouth portsmouth preston reading redcar cleveland rochdale rotherham
    rutland salford sandwell sefton sheffield shropshire slough solihull somerset southampton southend staffordshire stockport
    stockton stoke suffolk sunderland surrey sussex swindon tameside telford wrekin thurrock torbay trafford tyneside wakefield
    walsall warrington warwick warwickshire wigan wiltshire windsor wirral wokingham wolverhampton worcester worcestershire york
    yorkshire barnsley bassetlaw mansfield ashfield gedling rushcliffe broxtowe newark worksop retford sherwood chorley blackburn
    darwen blackpool burnley fylde wyre pendle rossendale hyndburn ribble tunbridge canterbury dover folkestone thanet margate
    ramsgate dartford gravesend sevenoaks crawley horsham worthing chichester hastings eastbourne lewes guildford woking epsom
    reigate aylesbury wycombe milton keynes banbury bicester witney abingdon didcot cheltenham stroud tewkesbury taunton
    yeovil exeter torquay truro penzance falmouth salisbury trowbridge devizes chippenham ipswich lowestoft colchester
    chelmsford basildon harlow braintree clacton bedford bedfordshire dunstable watford stevenage hatfield hemel hempstead
    albans huntingdon wisbech boston grantham skegness louth grimsby scunthorpe scarborough harrogate selby ripon skipton whitby
    bradford keighley halifax huddersfield dewsbury batley castleford pontefract crewe chester macclesfield congleton stafford
    tamworth cannock lichfield burton nuneaton rugby leamington redditch kidderminster bromsgrove malvern shrewsbury oswestry
    cardiff swansea newport wrexham glasgow edinburgh belfast dublin merseyside tyne wear tees teesside thames severn trent
    mersey midlands anglia solent pennine pennines cotswolds cotswold peak lakes wight jersey guernsey isle scilly arun adur
    mendip sedgemoor avon wye exe tamar fens fenland holderness craven eden allerdale copeland barrow furness"""
)
PLACE_ENDING = re.compile(
    r"(?:shire|field|fields|ton|ham|ford|bury|worth|wick|ley|borough|brough|bridge|land|lands|cester|mouth|pool|port|chester|wood|woods|hill|hills"
    r"|dale|minster|stead|stoke|sea|side|gate|down|downs|cliff|cliffe|moor|thorpe|hurst|combe|bank|brook|view|house|school|park|grove|mount|lea)$"
)
#: Endings of common words, which no unlisted name is taken to have.
WORD_ENDING = re.compile(
    r"(?:ing|ings|tion|tions|sion|sions|ment|ments|ness|ity|ities|ance|ence|ships?|ies|ed|ally|ological|tive|tives|ous|isms?|ology|ers|ors|ists?|ates|ically"
    r"|ful|less|able|ible|ular|ary|ory|ure|ures|cy|graphy|wise|ward|wards|n't|ational|ical)$"
)
