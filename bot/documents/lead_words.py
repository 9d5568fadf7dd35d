"""The words that tell a person's name from a post, an organisation and the rest of a job title.

Closed lists on purpose: a word that stands in none of them is treated as a possible name, and whatever
cannot be decided is stored as unknown and reported, never guessed.
"""

from __future__ import annotations

#: Words that open or fill a job title and are not part of a name.
TITLE_WORDS = frozenset(
    """
    accountable acting advanced all any area assistant associate authority business care carer carers
    case chief child childrens children's children client clinical colleague colleagues commissioned
    commissioner commissioners commissioning communications community consultant coordinator
    co-ordinator corporate county data dco dcs delivery deputy designated development digital director
    directors disabilities disability district dmo dsco early education educational ehc ehcp engagement
    executive families family finance foundation governor group head headteacher headteachers health
    improvement inclusion independent integrated interim intelligence joint key lead leader leaders
    leads learning local locality manager managers medical member mental national nhs nurse nursing
    officer officers operational operations other owner parent parents participation partner partners
    partnership pathway pathways performance portfolio post practice practitioner principal
    professional professionals programme project provider providers psychologist psychology public
    quality regional relevant representative representatives safeguarding school schools secondary
    sen senco sencos send senior service services settings social specialist staff standards statutory
    strategic strategy support system systems team teams therapist therapies therapy to transformation
    transition transitions vacant virtual voluntary whole workforce workstream young youth adult adults
    autism autistic neurodevelopmental maternity admissions resources placements placement speech
    language occupational physiotherapy assessment assessments planning review reviews transport
    housing sector communications employment skills further higher primary special alternative
    provision interventions psychological paediatric paediatrics paediatrician wellbeing well-being
    information advice advisory adviser advisor educators employers the both each various multiple
    tbc relational inspection governance policy research insight legal human equality diversity
    """.split()
)

#: Words that end the name of an organisation.
STRONG_ORGANISATION_WORDS = frozenset(
    """
    council councils ccg ccgs icb icbs icp nhs trust trusts forum board university college colleges
    academy hospital hospitals federation association authority authorities charity consortium
    ltd limited cic society commission ofsted dfe ministry partnership commissioning-group
    """.split()
)
ORGANISATION_WORDS = STRONG_ORGANISATION_WORDS | frozenset(
    """
    service services team teams group network department directorate school schools settings
    organisation organisations agency agencies partners organization organizations sector police
    action centre hub panel committee
    """.split()
)

#: Nouns that say that a post, or people in a post, is meant.
POST_WORDS = frozenset(
    """
    head heads director directors manager managers lead leads leader leaders officer officers
    coordinator co-ordinator coordinators commissioner commissioners nurse nurses psychologist
    psychologists adviser advisers advisor advisors headteacher headteachers senco sencos chair chairs
    representative representatives rep reps practitioner practitioners therapist therapists provider
    providers professional professionals clinician clinicians analyst analysts consultant consultants
    deputy staff governor governors dco dmo dsco dcs ad principal principals executive paediatrician
    owner owners worker workers administrator teacher teachers secretary president member members
    """.split()
)

#: Words that continue a sentence and so never stand in a name.
SMALL_WORDS = frozenset(
    "of for and the in to with from at on by across within through & / +".split()
)

HONORIFICS = frozenset(
    "mr mrs ms miss dr prof professor cllr councillor rev sir dame lord lady".split()
)

#: Acronyms that name an organisation wherever they stand.
ORGANISATION_ACRONYMS = frozenset(
    """
    NHS NHSE ICB ICBS ICP CCG CCGS LA LAS PCF CAMHS SENDIASS IASS DFE DHSC CQC OFSTED CDC NDTI LGA
    CYPMHS MASH YOT YJS VCS VCSE ALL
    """.split()
)

#: Common given names: they settle where one name ends and the next begins, nothing else.
GIVEN_NAMES = frozenset(
    """
    abbi abbie abdul abigail adam adele adrian ahmed aisha alan alastair alex alexander alexandra alice
    alison alistair allison amanda amber amelia amina amir amy ana andrea andrew andy angela anita ann
    anna anne annette annie anthony antonia april arthur asha ashley audrey barbara barry beatrice
    becky belinda ben benjamin bernadette beth bethany beverley bill bob brenda brian bridget bruce
    caitlin callum cara carl carla carol caroline carolyn caterina catherine cathy charles charlie
    charlotte cheryl chloe chris christian christina christine christopher claire clare clive colin
    connor craig daisy dan daniel danielle darren dave david dawn dean debbie deborah debra deepa denise
    denis dennis derek diana diane dominic donna dorothy duncan eileen elaine eleanor elizabeth ella
    ellen ellie emily emma eric erica esther eve fatima faye felicity fiona frances francesca frank
    freya gail gareth gary gavin gemma geoff george georgia georgina gill gillian gina gita glenn grace
    graeme graham greg guy hannah harriet harry hassan hayley hazel heather helen hilary holly howard
    hugh ian imran irene isabel isla ivan jack jackie jacob jacqueline jacqui jade jake james jamie jan
    jane janet janette janice jas jasmine jason jay jayne jean jeff jennifer jenny jeremy jess jessica
    jill jim jo joan joanna joanne jodie joe joel john jon jonathan jordan joseph josh joshua joy joyce
    jude judith judy julia julian julie june justin karen karl karon kate katharine katherine kathleen
    kathryn kathy katie katy kay keith kelly ken kenneth kerrie kerry kevin kim kirsty kyle laura lauren
    laurence lawrence leah leanne lee leigh len lesley leslie lewis liam linda lindsay lindsey lisa liz
    lorna lorraine louis louise lucy luke lydia lyn lynda lynn lynne maggie malcolm marcus margaret maria
    marie marion mark martin martyn mary mathew matt matthew maureen max megan mel melanie melissa mia
    michael michelle mick mike miles miranda mohammed mohamed moira molly monica morag muhammad nadia
    nadine naomi natalie natasha neil nicholas nick nicky nicola nicole nigel nina nita noah noor nora
    oliver olivia omar owen pam pamela pat patricia patrick paul paula pauline penny peter petra phil
    philip philippa phillip pippa polly priya rachael rachel raj rajesh ralph ravi ray rebecca rhys
    richard rita rob robert robin robyn roger ron rosa rose rosemary rosie ross roy ruby rupert russell
    ruth ryan sadie sally sam samantha samuel sandra sandrina sanjay sara sarah scott sean sharon shaun
    sheila shelley shirley shona simon sonia sophia sophie stacey stella stephanie stephen steve steven
    stewart stuart sue sunita susan suzanne sylvia tamsin tania tanya tara terry tessa theresa therese
    thomas tim tina toby tom tony tracey tracy trevor trish una val valerie vanessa vera vicky victoria
    vikki vincent wayne wendy will william yasmin yvonne zara zoe zoya
    """.split()
)
