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
