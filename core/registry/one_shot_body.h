// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace cordon {

/// A request body that can be read once. Qt sends a POST again by itself when the peer closes the
/// connection before answering, unless its body is a sequential device that refuses to reset
/// (security.md, finding 1): every body that could change something goes out through this one.
class OneShotBody : public QIODevice {
public:
    explicit OneShotBody(QByteArray bytes);

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_handedOver == m_bytes.size(); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_bytes.size() - m_handedOver; }
    bool reset() override { return false; }

    /// Whether any byte was handed to the network: from then on the outcome can be uncertain.
    [[nodiscard]] bool touched() const { return m_handedOver > 0; }

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    QByteArray m_bytes;
    qint64 m_handedOver = 0;
};

} // namespace cordon
