// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHostAddress>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace cordon::test {

/// The cable between the console and a registry on loopback: can be pulled and put back.
class Wire {
public:
    explicit Wire(const QString& registry) : m_registry(registry)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket* near = m_server.nextPendingConnection()) {
                join(near);
            }
        });
        m_server.listen(QHostAddress::LocalHost);
        m_port = m_server.serverPort();
    }
    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    void pull()
    {
        m_server.close();
        for (const QPointer<QTcpSocket>& socket : m_sockets) {
            if (socket) {
                socket->abort();
            }
        }
        m_sockets.clear();
    }
    [[nodiscard]] bool putBack() { return m_server.listen(QHostAddress::LocalHost, m_port); }

private:
    void join(QTcpSocket* near)
    {
        auto* far = new QTcpSocket(near);
        far->connectToHost(QHostAddress(m_registry.host()), quint16(m_registry.port()));
        const auto carry = [](QTcpSocket* from, QTcpSocket* to) {
            QObject::connect(from, &QTcpSocket::readyRead, to, [from, to] { to->write(from->readAll()); });
            QObject::connect(from, &QTcpSocket::disconnected, to, [to] { to->disconnectFromHost(); });
        };
        carry(near, far);
        carry(far, near);
        QObject::connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
        m_sockets.push_back(near);
    }

    QTcpServer m_server;
    QUrl m_registry;
    quint16 m_port = 0;
    std::vector<QPointer<QTcpSocket>> m_sockets;
};

} // namespace cordon::test
