/** Words that stand in any English text; a question that has one of them and no document does is not about something else. */
const EVERYDAY_ENGLISH = new Set(
  (
    'accept accident actually add afraid after again ago alone already always answer appear around arrive ask away bad ' +
    'beautiful become before begin believe best better between big both bring build busy buy call came care carry catch ' +
    'change choose clean clear close cold come continue correct could count cut dark day decide deep die different ' +
    'difficult difference drop each early easy eat else end enough enter even evening every exactly expect explain fall far ' +
    'fast feel few fill find fine finish fit fix follow forget free friend front full funny future give glad good great ' +
    'grow guess half hand happen happy hard hate head hear heavy help hide high hold hope hot hour idea inside instead ' +
    'interested join jump keep kill kind large late later laugh learn least leave left less let life light listen live long ' +
    'look lose lost love low main matter maybe meet middle mind minute miss month morning most move must name near ' +
    'necessary need never new next nice night normal notice number often old once only open order other outside own part ' +
    'pass past pay people pick piece place plan play point possible prefer pretty problem promise pull push put quick ' +
    'quickly quiet quite reach read ready real really reason remember rest right run safe same save say second see seem ' +
    'sell send set several short show side similar simple since sit situation slow small soon sorry sort speak special ' +
    'spend stand start stay still stop straight strange strong such suddenly suppose sure switch talk tell test think throw ' +
    'tired today together tomorrow tonight too top touch town true try turn understand until upset useful usually wait wake ' +
    'walk wall warm watch wear week weekend well wide win wish without wonder word worry worse worst wrong year yesterday ' +
    'yet young allowed able everything anything nothing mine his her him she he mom dad mother father daughter son wife ' +
    'husband kid kids child children guy man woman person sister brother parents family everybody anyone boss hi hello dear ' +
    'thx pls u ur ok okay yes no hey'
  ).split(' '),
);

export function isEverydayEnglish(word: string): boolean {
  return EVERYDAY_ENGLISH.has(word);
}
