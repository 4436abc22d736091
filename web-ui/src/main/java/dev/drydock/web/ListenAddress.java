package dev.drydock.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Where browsers connect to, as it was given on the command line; problems are sentences for the person at the keyboard. */
record ListenAddress(InetSocketAddress socket) {
    private static final int LAST_PORT = 65535;

    /** @param port 0 for any free one */
    static ListenAddress of(String listen, int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new StartProblem("cannot listen on port " + port + ": a port is a number from 0 to " + LAST_PORT);
        }
        try {
            return new ListenAddress(new InetSocketAddress(InetAddress.getByName(listen), port));
        } catch (UnknownHostException e) {
            throw new StartProblem("cannot listen on " + listen + ": it is no address of this machine");
        }
    }

    /** Says it before anything is started when the port cannot be had. */
    void probe() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(socket);
        } catch (IOException e) {
            throw new StartProblem("cannot listen on " + host() + ":" + socket.getPort() + ": " + e.getMessage()
                    + "; choose another port with --port or another address with --listen");
        }
    }

    /** @param port that was had */
    String url(int port) {
        return "http://" + host() + ":" + port;
    }

    private String host() {
        String host = socket.getAddress().getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
