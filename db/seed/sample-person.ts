/** Who the sample workspace belongs to. Its password is made at random and handed to the launcher. */
export const sampleEmail = 'sample@holdfast.example';
export const sampleName = 'Sam Sample';
