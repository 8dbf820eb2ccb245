/** Who answers when something of the site does not work, or somebody asks about her data. */
export const contactAddress = 'contact@kennislab.example';
