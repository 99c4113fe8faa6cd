// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/readers.h"
#include "tests/support/support.h"

#include <QIODevice>

#include <algorithm>
#include <vector>

namespace cordon::test {

/// What a reader handed out.
struct Read {
    Done done;
    std::vector<Record> records;
    std::vector<RejectedLine> rejected;
    std::int64_t bytes = 0;

    [[nodiscard]] ReaderSink sink()
    {
        ReaderSink sink;
        sink.record = [this](Record&& record) {
            records.push_back(std::move(record));
            return true;
        };
        sink.rejected = [this](RejectedLine&& line) {
            rejected.push_back(std::move(line));
            return true;
        };
        sink.progress = [this](std::int64_t read) { bytes = read; };
        return sink;
    }

    template<class T>
    [[nodiscard]] const T& at(std::size_t i) const
    {
        return std::get<T>(records.at(i));
    }

    /// "line:column reason" of every rejected line.
    [[nodiscard]] QStringList refusals() const
    {
        QStringList all;
        for (const RejectedLine& line : rejected) {
            all.push_back(QStringLiteral("%1:%2 %3").arg(line.line).arg(line.column).arg(line.reason));
        }
        return all;
    }
};

/// A device that hands out at most so many bytes at a time.
class Dribble : public QIODevice {
public:
    Dribble(QByteArray bytes, qint64 most) : m_bytes(std::move(bytes)), m_most(most)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] bool isSequential() const override { return true; }

protected:
    qint64 readData(char* data, qint64 room) override
    {
        const qint64 size = std::min({room, m_most, m_bytes.size() - m_at});
        std::copy_n(m_bytes.constData() + m_at, size, data);
        m_at += size;
        return size;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_most;
    qint64 m_at = 0;
};

/// A device whose every read fails.
class BrokenDevice : public QIODevice {
public:
    BrokenDevice() { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    [[nodiscard]] bool isSequential() const override { return true; }

protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char*, qint64) override { return -1; }
};

inline Read csv(const QByteArray& bytes, RecordKind kind, qint64 atOnce = 1 << 20)
{
    Read read;
    Dribble device(bytes, atOnce);
    read.done = readCsv(device, QStringLiteral("in.csv"), kind, read.sink());
    return read;
}

inline Read jsonLines(const QByteArray& bytes, qint64 atOnce = 1 << 20)
{
    Read read;
    Dribble device(bytes, atOnce);
    read.done = readJsonLines(device, QStringLiteral("in.jsonl"), read.sink());
    return read;
}

/// JSON written with single quotes, for the eyes.
inline QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

/// A field in quotes, whatever it holds.
inline QByteArray quoted(QByteArray text)
{
    return '"' + text.replace("\"", "\"\"") + '"';
}

} // namespace cordon::test
