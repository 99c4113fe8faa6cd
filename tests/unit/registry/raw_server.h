// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>

namespace cordon::test {

/// A server that counts the requests it was given whole and then does to the connection whatever a
/// test asks for. One connection at a time, on a thread of its own, on loopback.
class RawServer {
public:
    /// Called with each whole request; closing the socket is the script's to do.
    using Script = std::function<void(QTcpSocket&, const QByteArray& request)>;

    explicit RawServer(Script script) : m_script(std::move(script))
    {
        m_thread = std::jthread([this](std::stop_token stop) { serve(stop); });
        m_ready.acquire();
    }
    ~RawServer()
    {
        m_thread.request_stop();
        m_thread.join();
    }
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;

    [[nodiscard]] QString host() const { return QStringLiteral("127.0.0.1:%1").arg(m_port); }
    [[nodiscard]] QString origin() const { return QStringLiteral("http://") + host(); }
    [[nodiscard]] int deliveries() const { return m_deliveries; }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] QByteArray lastRequest() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_lastRequest;
    }

    /// A script that sends the bytes and goes on with the connection.
    static Script says(const QByteArray& bytes)
    {
        return [bytes](QTcpSocket& socket, const QByteArray&) { send(socket, bytes); };
    }
    /// A script that sends the bytes and hangs up.
    static Script saysAndCloses(const QByteArray& bytes)
    {
        return [bytes](QTcpSocket& socket, const QByteArray&) {
            send(socket, bytes);
            socket.disconnectFromHost();
        };
    }
    static void send(QTcpSocket& socket, const QByteArray& bytes)
    {
        socket.write(bytes);
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(1000)) {
        }
    }
    static QByteArray ok(const QByteArray& body, const QByteArray& status = "200 OK", const QByteArray& headers = {})
    {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers +
               "\r\n" + body;
    }

private:
    void serve(const std::stop_token& stop)
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        m_port = server.serverPort();
        m_ready.release();
        while (!stop.stop_requested()) {
            if (!server.waitForNewConnection(5))
                continue;
            const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            ++m_connections;
            converse(*socket, stop);
        }
    }

    void converse(QTcpSocket& socket, const std::stop_token& stop)
    {
        QByteArray pending;
        while (!stop.stop_requested() && socket.state() == QAbstractSocket::ConnectedState) {
            if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(20))
                continue;
            pending += socket.readAll();
            if (const qsizetype size = wholeRequest(pending); size > 0) {
                const QByteArray request = pending.first(size);
                pending.remove(0, size);
                ++m_deliveries;
                {
                    const std::scoped_lock lock(m_mutex);
                    m_lastRequest = request;
                }
                m_script(socket, request);
            }
        }
    }

    static qsizetype wholeRequest(const QByteArray& bytes)
    {
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return 0;
        const QByteArray head = bytes.first(end).toLower();
        const qsizetype at = head.indexOf("content-length:");
        const qsizetype length =
            at < 0 ? 0 : head.mid(at + 15, head.indexOf("\r\n", at) - at - 15).trimmed().toLongLong();
        return bytes.size() >= end + 4 + length ? end + 4 + length : 0;
    }

    Script m_script;
    std::binary_semaphore m_ready{0};
    std::atomic<int> m_port = 0, m_deliveries = 0, m_connections = 0;
    mutable std::mutex m_mutex;
    QByteArray m_lastRequest;
    std::jthread m_thread; // last: it works with the members above
};

} // namespace cordon::test
