"""Closed word lists: the colours of the scale, first names, and words after which a capital is no name."""

from __future__ import annotations

#: One of the colours of the scale (R1), as part of a rule over the mask.
COLOUR = r"(?:green|amber|red|blue|grey)"
#: What two words of one verb may stand around, as part of a rule over the mask: "put it to bed", "signed 1.1.1 off".
IT = r"(?:it|this|that|this one|that one|(?:this|that|the) action|them|these|both|\ue002+)"

#: Common first names in Britain: enough to see that a lower-case "tom" or an "Amber" may be a person.
FIRST_NAMES: frozenset[str] = frozenset(
    """
    aaron abdul abigail adam adele adrian ahmed aisha alan alex alexander alexandra ali alice alison
    amanda amber amelia amina amir amy andrea andrew andy angela anita ann anna anne annie anthony
    anya arthur asha ashley audrey barbara becky beth bethany bev beverley bill billy bob brenda brian
    bryony callum carl carla carol caroline catherine cath charles charlie charlotte chloe chris
    christina christine christopher claire clare colin connor craig daisy damian dan daniel daniela
    danny darren dave david dawn dean debbie deborah declan del denise derek diana diane dominic donna
    doug duncan eddie edward eileen elaine eleanor elena elizabeth ella ellen ellie emily emma eric erin
    esther eva evelyn faith farah fatima fiona frances francesca frank fred freya gail gareth gary gemma
    geoff george georgia geraldine gill gillian glenn gordon grace graham greg hannah harriet harry
    hassan hayley heather helen henry hilary holly howard hugh hussain ian imran irene isaac isabel
    isabella isla ivan jack jackie jacob jacqueline jacqui jake james jamie jan jane janet janice jasmine
    jason jay jayden jean jeff jen jennifer jenny jeremy jess jessica jill jim jo joan joanna joanne joe
    john jon jonathan jordan joseph josh joshua joy joyce judith judy julia julian julie june justin
    karen karl kate katherine kathryn kathy katie kay keith kelly ken kenneth kerry kevin khalid kim
    kirsty kyle laura lauren lee leah leanne len leo leon lesley lewis liam lily linda lindsay lisa liz
    logan lola lorraine louis louise lucas lucy luke lynda lynn lynne maddie maggie malcolm mandy marc
    marcus margaret maria marie marion mark martin mary mason matt matthew maureen max may megan mel
    melanie melissa mia michael michelle mick mike miles mohammed mohamed moira molly muhammad myra nadia
    naomi natalie natasha nathan neil niamh nick nicola nicole nigel nina noah norman olive oliver olivia
    omar oscar owen pam pamela pat patricia patrick paul paula pauline penny pete peter petra phil philip
    phoebe pippa poppy priya rachel raj rajesh ralph ravi ray rebecca reece rhys richard rita rob robert
    robin rod roger ron rosa rose rosie ross roy ruby russell ruth ryan sabrina sally sam samantha samir
    samuel sandra sanjay sara sarah saul scott sean shannon sharon shaun sheila shirley sian simon sinead
    sofia sonia sophia sophie stacey stan stella stephanie stephen steve steven stewart stuart sue sunita
    susan suzanne sylvia tanya tara ted teresa terry tess theo theresa thomas tim tina toby tom tommy
    tony tracey tracy tyler val vanessa vera vicky victor victoria vijay vikram violet vivian wayne wendy
    abi ada adaeze agnieszka aidan aimee akua ama amara amit aneesa angharad anil anjali ankit anwar aoife arjun arun ashok ayesha becca
    bex bilal bronwen carys cath chidi ciaran clodagh dafydd deepak dilys divya efua eilidh emeka faisal farhan femi folake gareth gethin
    gosia gwen hamza harpreet huw ibrahim ifeoma imogen iqbal jagdeep jaspreet kamal kavita kavya kehinde kiran kofi krzysztof kwame lakshmi
    leila leszek maeve mahmood manjit mariam meera nasreen neha ngozi niall nisha nkechi nuala olga olu owain parveen piotr pooja preeti
    rhian rhiannon rohan roisin rukhsana sadia saeed salma samina sanjeev shabana shazia siobhan steph sunil suresh tariq temi tomasz trish
    tunde uche usha viv yemi yewande zainab zofia
    will william yasmin yusuf yvonne zac zara zoe
    """.split()
)

#: Capitalised or not, these are no names after "ask", "it's" or "passed to".
NOT_NAMES: frozenset[str] = frozenset(
    """
    a about action actions after again agency all also amber an and any anyone are as ask at back be
    because been before being board bot but by can chair chairs council could course deputy director do
    done email everyone for from gone good green grey had has have he head health help her here him his
    home hold how i i'm icb if in is it its it's itself just know last late later lead leads leave left
    let like list look manager maybe me mine more my myself need new next nhs no nobody not now of off
    office ok on one or other our out over please programme red same say school see send she should so
    some somebody someone something soon still stop sure team than thanks that the their them then there
    these they thing this those time to today tomorrow too two until up update us very was we well what
    when where which who whole why will with work would wrong yes yet you your monday tuesday wednesday
    thursday friday saturday sunday january february march april june july august september october
    november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    delayed delivered complete completed finished blocked stuck slipping fine true false down up under
    people staff two three four finance commissioning commissioner commissioners colleagues hr legal
    overdue status mid end early recruitment training everything nothing anything rest both behind
    education inclusion transport housing procurement comms communications adults children public estates planning audit camhs schools
    social strategy performance governance payroll safeguarding cabinet committee scrutiny panel
    track going blue person plan report nearly almost probably really actually sorry hi hello
    """.split()
)
