CREATE TABLE lane (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  queue TEXT NOT NULL,
  conversation TEXT NOT NULL,
  head INTEGER NOT NULL DEFAULT 1,
  tail INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  visible_at INTEGER,
  owner TEXT,
  token INTEGER NOT NULL DEFAULT 0,
  stopped INTEGER NOT NULL DEFAULT 0,
  joined INTEGER NOT NULL DEFAULT 0,
  UNIQUE (queue, conversation)
);
CREATE INDEX lane_visible ON lane (queue, visible_at) WHERE visible_at IS NOT NULL;
CREATE TABLE message (
  seq INTEGER PRIMARY KEY,
  lane INTEGER NOT NULL,
  pos INTEGER NOT NULL,
  account TEXT,
  id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  payload TEXT NOT NULL
);
CREATE UNIQUE INDEX message_position ON message (lane, pos);
CREATE UNIQUE INDEX message_id ON message (account, id) WHERE account IS NOT NULL;
CREATE TABLE receipt (
  seq INTEGER PRIMARY KEY,
  lane INTEGER NOT NULL,
  pos INTEGER NOT NULL,
  platform_ids TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE TABLE dead_letter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  queue TEXT NOT NULL,
  conversation TEXT NOT NULL,
  message_id TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  died_at INTEGER NOT NULL,
  payload TEXT NOT NULL
);
CREATE TABLE connection_lease (
  channel TEXT NOT NULL,
  place INTEGER NOT NULL,
  owner TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (channel, place)
);
CREATE TABLE heartbeat (
  id INTEGER PRIMARY KEY,
  beat_at INTEGER NOT NULL
);
INSERT INTO heartbeat (id, beat_at) VALUES (1, 0);
CREATE TABLE pairing_lock (
  id INTEGER PRIMARY KEY
);
INSERT INTO pairing_lock (id) VALUES (1);
CREATE TABLE pairing_request (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  channel TEXT NOT NULL,
  scheme TEXT NOT NULL,
  sender TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  UNIQUE (channel, scheme, sender)
);
CREATE TABLE pairing (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  channel TEXT NOT NULL,
  scheme TEXT NOT NULL,
  sender TEXT NOT NULL,
  name TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  approved_at INTEGER NOT NULL,
  UNIQUE (channel, scheme, sender)
);
CREATE TABLE seen_sender (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  channel TEXT NOT NULL,
  scheme TEXT NOT NULL,
  sender TEXT NOT NULL,
  group_id TEXT NOT NULL,
  name TEXT NOT NULL,
  group_title TEXT NOT NULL,
  entry TEXT NOT NULL,
  decision TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  UNIQUE (channel, scheme, sender, group_id)
);
CREATE INDEX seen_sender_time ON seen_sender (channel, seen_at);
CREATE TABLE notice (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  channel TEXT NOT NULL,
  scheme TEXT NOT NULL,
  sender TEXT NOT NULL,
  kind TEXT NOT NULL,
  told_at INTEGER NOT NULL,
  UNIQUE (channel, scheme, sender, kind)
);
CREATE INDEX notice_time ON notice (told_at);
CREATE TABLE exchange (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation TEXT NOT NULL,
  speaker TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_at INTEGER NOT NULL
);
CREATE INDEX exchange_conversation ON exchange (conversation, id);
CREATE INDEX exchange_time ON exchange (answered_at);
