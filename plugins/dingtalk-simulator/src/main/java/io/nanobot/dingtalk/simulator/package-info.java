/**
 * A DingTalk platform on the loopback interface, for development, demos and tests. {@link
 * io.nanobot.dingtalk.simulator.DingTalkSimulator} is the way in.
 */
package io.nanobot.dingtalk.simulator;
