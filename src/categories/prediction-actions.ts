/** What an app can predict without resources of its own, and the actions for it; `use` names the rest, `inferModel`, too. */
interface Actions {
  /** What the Amplify CLI grants; left out: nothing. */
  readonly amplify?: readonly string[];
  /** What the JavaScript library calls. */
  readonly strict: readonly string[];
}

/**
 * By the CLI's own names. `rekognition:DetectLabel` is no action of IAM; the CLI writes it nevertheless. The jobs of Transcribe and
 * Textract let anybody read the results of others, and no library asks for them. Source: `amplify-category-predictions`.
 */
export const PREDICTIONS = {
  translate: { amplify: ['translate:TranslateText'], strict: ['translate:TranslateText'] },
  speechGenerator: { amplify: ['polly:SynthesizeSpeech'], strict: ['polly:SynthesizeSpeech'] },
  transcription: {
    amplify: [
      'transcribe:GetTranscriptionJob',
      'transcribe:StartStreamTranscription',
      'transcribe:StartStreamTranscriptionWebSocket',
      'transcribe:StartTranscriptionJob',
    ],
    strict: ['transcribe:StartStreamTranscriptionWebSocket'],
  },
  interpretText: {
    amplify: [
      'comprehend:DetectSentiment',
      'comprehend:DetectEntities',
      'comprehend:DetectDominantLanguage',
      'comprehend:DetectSyntax',
      'comprehend:DetectKeyPhrases',
    ],
    strict: [
      'comprehend:DetectSentiment',
      'comprehend:DetectEntities',
      'comprehend:DetectDominantLanguage',
      'comprehend:DetectSyntax',
      'comprehend:DetectKeyPhrases',
    ],
  },
  identifyText: {
    amplify: ['rekognition:DetectText', 'rekognition:DetectLabel'],
    strict: ['rekognition:DetectText'],
  },
  /** Text in documents: the CLI's `identifyText` with documents. */
  identifyDocuments: {
    amplify: [
      'rekognition:DetectText',
      'rekognition:DetectLabel',
      'textract:AnalyzeDocument',
      'textract:DetectDocumentText',
      'textract:GetDocumentAnalysis',
      'textract:StartDocumentAnalysis',
      'textract:StartDocumentTextDetection',
    ],
    strict: ['rekognition:DetectText', 'textract:AnalyzeDocument', 'textract:DetectDocumentText'],
  },
  identifyLabels: {
    amplify: ['rekognition:DetectLabels', 'rekognition:DetectModerationLabels'],
    strict: ['rekognition:DetectLabels', 'rekognition:DetectModerationLabels'],
  },
  identifyEntities: {
    amplify: ['rekognition:DetectFaces', 'rekognition:RecognizeCelebrities'],
    strict: ['rekognition:DetectFaces', 'rekognition:RecognizeCelebrities'],
  },
  faceLiveness: { strict: ['rekognition:StartFaceLivenessSession'] },
} as const satisfies Record<string, Actions>;

export type Prediction = keyof typeof PREDICTIONS;

/** The actions for one prediction; undefined as `amplify` where the CLI grants nothing. */
export function actionsFor(prediction: Prediction): Actions {
  return PREDICTIONS[prediction];
}
