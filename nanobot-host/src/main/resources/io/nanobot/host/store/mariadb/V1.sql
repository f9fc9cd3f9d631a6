CREATE TABLE lane (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  queue VARBINARY(128) NOT NULL,
  conversation VARBINARY(600) NOT NULL,
  head BIGINT NOT NULL DEFAULT 1,
  tail BIGINT NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  reason LONGTEXT CHARACTER SET utf8mb4,
  visible_at BIGINT,
  owner VARBINARY(128),
  token BIGINT NOT NULL DEFAULT 0,
  stopped BIGINT NOT NULL DEFAULT 0,
  joined BIGINT NOT NULL DEFAULT 0,
  UNIQUE KEY lane_name (queue, conversation),
  KEY lane_visible (queue, visible_at)
) ENGINE = InnoDB;
CREATE TABLE message (
  seq BIGINT AUTO_INCREMENT PRIMARY KEY,
  lane BIGINT NOT NULL,
  pos BIGINT NOT NULL,
  account VARBINARY(128),
  id VARBINARY(600) NOT NULL,
  created_at BIGINT NOT NULL,
  payload LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  UNIQUE KEY message_position (lane, pos),
  UNIQUE KEY message_id (account, id)
) ENGINE = InnoDB;
CREATE TABLE receipt (
  seq BIGINT AUTO_INCREMENT PRIMARY KEY,
  lane BIGINT NOT NULL,
  pos BIGINT NOT NULL,
  platform_ids LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  created_at BIGINT NOT NULL
) ENGINE = InnoDB;
CREATE TABLE dead_letter (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  queue VARBINARY(128) NOT NULL,
  conversation VARBINARY(600) NOT NULL,
  message_id VARBINARY(600) NOT NULL,
  attempts INTEGER NOT NULL,
  reason LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  created_at BIGINT NOT NULL,
  died_at BIGINT NOT NULL,
  payload LONGTEXT CHARACTER SET utf8mb4 NOT NULL
) ENGINE = InnoDB;
CREATE TABLE connection_lease (
  channel VARBINARY(128) NOT NULL,
  place INTEGER NOT NULL,
  owner VARBINARY(128) NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (channel, place)
) ENGINE = InnoDB;
CREATE TABLE heartbeat (
  id INTEGER PRIMARY KEY,
  beat_at BIGINT NOT NULL
) ENGINE = InnoDB;
INSERT INTO heartbeat (id, beat_at) VALUES (1, 0);
CREATE TABLE pairing_lock (
  id INTEGER PRIMARY KEY
) ENGINE = InnoDB;
INSERT INTO pairing_lock (id) VALUES (1);
CREATE TABLE pairing_request (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  channel VARBINARY(128) NOT NULL,
  scheme VARBINARY(600) NOT NULL,
  sender VARBINARY(600) NOT NULL,
  name LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  code VARBINARY(128) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  UNIQUE KEY pairing_request_person (channel, scheme, sender)
) ENGINE = InnoDB;
CREATE TABLE pairing (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  channel VARBINARY(128) NOT NULL,
  scheme VARBINARY(600) NOT NULL,
  sender VARBINARY(600) NOT NULL,
  name LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  approved_by LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  approved_at BIGINT NOT NULL,
  UNIQUE KEY pairing_person (channel, scheme, sender)
) ENGINE = InnoDB;
CREATE TABLE seen_sender (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  channel VARBINARY(128) NOT NULL,
  scheme VARBINARY(600) NOT NULL,
  sender VARBINARY(600) NOT NULL,
  group_id VARBINARY(600) NOT NULL,
  name LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  group_title LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  entry LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  decision LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  seen_at BIGINT NOT NULL,
  UNIQUE KEY seen_sender_place (channel, scheme, sender, group_id),
  KEY seen_sender_time (channel, seen_at)
) ENGINE = InnoDB;
CREATE TABLE notice (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  channel VARBINARY(128) NOT NULL,
  scheme VARBINARY(600) NOT NULL,
  sender VARBINARY(600) NOT NULL,
  kind VARBINARY(128) NOT NULL,
  told_at BIGINT NOT NULL,
  UNIQUE KEY notice_kind (channel, scheme, sender, kind),
  KEY notice_time (told_at)
) ENGINE = InnoDB;
CREATE TABLE exchange (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  conversation VARBINARY(600) NOT NULL,
  speaker LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  question LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  answer LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  answered_at BIGINT NOT NULL,
  KEY exchange_conversation (conversation, id),
  KEY exchange_time (answered_at)
) ENGINE = InnoDB;
