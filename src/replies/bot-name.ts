/** How the bot is called in chats. */
export const botName = '驻村助手';
