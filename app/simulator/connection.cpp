// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/connection.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace cordon::simulator {

namespace {

/// How long a client may pause inside a request, or not take its answer.
constexpr std::chrono::milliseconds kPause = std::chrono::seconds(10);
constexpr std::size_t kReadSize = 16 * 1024;

bool ready(socket_t socket, short what, std::chrono::milliseconds patience)
{
    pollfd entry{socket, what, 0};
    int outcome = 0;
    do {
        outcome = ::poll(&entry, 1, static_cast<int>(patience.count()));
    } while (outcome < 0 && errno == EINTR);
    return outcome > 0;
}

void nameOf(const sockaddr_storage& storage, std::string& ip, int& port)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (storage.ss_family == AF_INET) {
        const auto& v4 = reinterpret_cast<const sockaddr_in&>(storage);
        ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
        port = ntohs(v4.sin_port);
    } else if (storage.ss_family == AF_INET6) {
        const auto& v6 = reinterpret_cast<const sockaddr_in6&>(storage);
        ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
        port = ntohs(v6.sin6_port);
    }
    ip = text.data();
}

} // namespace

bool Connection::waitForRequest(std::chrono::milliseconds patience)
{
    return m_inAt < m_in.size() || (ready(m_socket, POLLIN, patience) && fill());
}

bool Connection::fill()
{
    m_in.resize(kReadSize);
    m_inAt = 0;
    ssize_t got = 0;
    do {
        got = ::recv(m_socket, m_in.data(), m_in.size(), 0);
    } while (got < 0 && errno == EINTR);
    m_in.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return got > 0;
}

bool Connection::flush()
{
    std::size_t sent = 0;
    while (sent < m_out.size()) {
        const ssize_t wrote = ::send(m_socket, m_out.data() + sent, m_out.size() - sent, MSG_NOSIGNAL);
        if (wrote > 0) {
            sent += static_cast<std::size_t>(wrote);
        } else if (errno != EINTR && (errno != EAGAIN || !ready(m_socket, POLLOUT, kPause))) {
            break;
        }
    }
    const bool whole = sent == m_out.size();
    m_out.clear();
    return whole;
}

bool Connection::is_readable() const
{
    return m_inAt < m_in.size() || ready(m_socket, POLLIN, kPause);
}

bool Connection::is_writable() const
{
    return true; // into the buffer, always
}

ssize_t Connection::read(char* to, size_t size)
{
    // What the client waits for, such as "100 Continue", must be out before we wait for it.
    if (m_inAt == m_in.size() && (!flush() || !ready(m_socket, POLLIN, kPause) || !fill())) {
        return -1;
    }
    const std::size_t count = std::min(size, m_in.size() - m_inAt);
    std::copy_n(m_in.data() + m_inAt, count, to);
    m_inAt += count;
    return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* from, size_t size)
{
    m_out.append(from, size);
    return static_cast<ssize_t>(size);
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const
{
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    if (::getpeername(m_socket, reinterpret_cast<sockaddr*>(&storage), &length) == 0) {
        nameOf(storage, ip, port);
    }
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const
{
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    if (::getsockname(m_socket, reinterpret_cast<sockaddr*>(&storage), &length) == 0) {
        nameOf(storage, ip, port);
    }
}

} // namespace cordon::simulator
