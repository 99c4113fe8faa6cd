// SPDX-License-Identifier: Apache-2.0
#include "core/registry/one_shot_body.h"

#include <algorithm>
#include <cstring>

namespace cordon {

OneShotBody::OneShotBody(QByteArray bytes) : m_bytes(std::move(bytes))
{
    // Unbuffered, so that touched() tells of bytes that were really asked for.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OneShotBody::readData(char* data, qint64 maxSize)
{
    const qint64 size = std::min(maxSize, m_bytes.size() - m_handedOver);
    if (size <= 0)
        return atEnd() ? -1 : 0;
    std::memcpy(data, m_bytes.constData() + m_handedOver, size_t(size));
    m_handedOver += size;
    return size;
}

qint64 OneShotBody::writeData(const char*, qint64)
{
    return -1;
}

} // namespace cordon
