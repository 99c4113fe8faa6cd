// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <httplib.h>

#include <chrono>
#include <string>

namespace cordon::simulator {

/// One client's socket. Answers leave in one piece (the library writes head and body apart), and
/// reads are buffered (it asks for single bytes).
class Connection : public httplib::Stream {
public:
    explicit Connection(socket_t socket) : m_socket(socket) {}

    /// Waits for the next request. False where the client is gone, silent for too long, or the
    /// listener has shut the socket.
    [[nodiscard]] bool waitForRequest(std::chrono::milliseconds patience);
    [[nodiscard]] bool flush();

    bool is_readable() const override;
    bool is_writable() const override;
    ssize_t read(char* to, size_t size) override;
    ssize_t write(const char* from, size_t size) override;
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string& ip, int& port) const override;
    socket_t socket() const override { return m_socket; }

private:
    [[nodiscard]] bool fill();

    socket_t m_socket;
    std::string m_in;
    std::size_t m_inAt = 0;
    std::string m_out;
};

} // namespace cordon::simulator
