// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/import_files.h"
#include "core/ingest/text_place.h"
#include "core/store/row_batch.h"
#include "tests/fuzz/fuzz.h"

#include <QIODevice>

#include <algorithm>
#include <string>
#include <vector>

namespace cordon::fuzz {

/// Goal of performance: no input keeps a reader longer, here even under the
/// sanitizers.
constexpr double kMostSeconds = 0.05;

/// A file that comes in pieces of the given sizes, over and over. Can be read
/// from its middle.
class Pieces : public QIODevice {
public:
    Pieces(QByteArrayView bytes, std::vector<qint64> sizes) : m_bytes(bytes), m_sizes(std::move(sizes))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }

protected:
    qint64 readData(char* data, qint64 room) override
    {
        const qint64 piece = m_sizes.empty() ? room : m_sizes[m_next++ % m_sizes.size()];
        const qint64 size = std::min({room, piece, m_bytes.size() - pos()});
        std::copy_n(m_bytes.data() + pos(), size, data);
        return size;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArrayView m_bytes;
    std::vector<qint64> m_sizes;
    std::size_t m_next = 0;
};

/// Sizes of pieces out of two bytes of the input.
inline std::vector<qint64> sizesFrom(std::uint8_t one, std::uint8_t other)
{
    return {1 + one % 61, 1 + other % 7, 1 + other};
}

/// What a reader handed out at one place of a file.
struct Event {
    ReadPlace behind;
    bool accepted = false;
    std::string row; ///< the values of an accepted one
    std::int64_t line = 0, column = 0;
    QString reason;

    friend bool operator==(const Event& a, const Event& b)
    {
        return a.behind.offset == b.behind.offset && a.behind.line == b.behind.line && a.accepted == b.accepted &&
               a.row == b.row && a.line == b.line && a.column == b.column && a.reason == b.reason;
    }
};

/// Writes the values of a row one after another, and looks at them on the way.
class RowText {
public:
    void operator()(const ImportedAccount& a)
    {
        named(a.key, a.name);
        texts({a.email, a.domain, a.twoFactor, a.signupIp, a.uuid, a.note});
        numbers({a.emailVerified, a.joined.time_since_epoch().count(), static_cast<std::int64_t>(a.state)});
    }
    void operator()(const ImportedProject& p)
    {
        named(p.key, p.name);
        named(p.ownerKey, p.owner);
        texts({p.repoUrl, p.publisher, p.summary, p.note});
        numbers({p.created.time_since_epoch().count(), p.releases, p.files, p.totalBytes, p.pyModules, p.consoleScripts,
                 static_cast<std::int64_t>(p.state)});
    }
    void operator()(const ImportedUpload& u)
    {
        named(u.projectKey, u.project);
        must(u.accountKey.empty() == u.account.empty(), "an account has a key, and nobody has none");
        texts({u.version, u.accountKey, u.account, u.filename, u.sha256});
        numbers({u.uploaded.time_since_epoch().count(), u.size});
    }
    void operator()(const ImportedRole& r)
    {
        named(r.projectKey, r.project);
        named(r.accountKey, r.account);
        texts({r.role});
    }
    void operator()(const ImportedReport& r)
    {
        must(!r.projectKey.empty() || !r.accountKey.empty(), "a report has a subject");
        texts({r.projectKey, r.project, r.accountKey, r.account, r.observer, r.kind, r.summary, r.url});
        numbers({r.trusted, r.created.time_since_epoch().count()});
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    void named(Utf8 key, Utf8 name)
    {
        must(!key.empty() && !name.empty(), "a subject has a name");
        texts({key, name});
    }
    void texts(std::initializer_list<Utf8> texts)
    {
        for (const Utf8 text : texts) {
            const QByteArrayView bytes(text.data(), static_cast<qsizetype>(text.size()));
            must(!firstBrokenUtf8(bytes), "an accepted text is UTF-8");
            must(!bytes.contains('\0'), "an accepted text holds no NUL");
            m_text += std::to_string(text.size()) + ':';
            m_text += text;
        }
    }
    void numbers(std::initializer_list<std::optional<std::int64_t>> numbers)
    {
        for (const auto& number : numbers) {
            m_text += number ? std::to_string(*number) + ';' : std::string("?;");
        }
    }

    std::string m_text;
};

inline std::string textOf(const ImportedRow& row)
{
    RowText text;
    std::visit([&text](const auto& each) { text(each); }, row);
    return text.take();
}

/// All that one reading of a file gave.
struct Reading {
    Done done;
    std::vector<Event> events;
};

/// Reads as the importer does, from `place` on, into a batch.
inline Reading readOnce(ReadPlace place, const ImportFile& file, QByteArrayView bytes, const std::vector<qint64>& sizes)
{
    Pieces device(bytes, sizes);
    Reading out;
    static const auto pool = std::make_shared<RowBatchPool>();
    const RowBatchHandle batch = pool->take();
    RowSink sink;
    sink.row = [&](const ImportedRow& row) {
        batch->add(row);
        out.events.push_back({place, true, textOf(row), 0, 0, {}});
        return true;
    };
    sink.rejected = [&](RejectedLine&& line) {
        out.events.push_back({place, false, {}, line.line, line.column, line.reason});
        return true;
    };
    out.done = readImportFile(file, device, sink, place, {});
    const auto rows = std::count_if(out.events.begin(), out.events.end(), [](const Event& e) { return e.accepted; });
    must(batch->size() == static_cast<std::size_t>(rows), "a batch holds what it was given");
    batch->sortByKey();
    return out;
}

inline Reading readFrom(ReadPlace place, const ImportFile& file, QByteArrayView bytes,
                        const std::vector<qint64>& sizes = {})
{
    Reading out;
    quickly(kMostSeconds, [&] { out = readOnce(place, file, bytes, sizes); });
    return out;
}

inline std::int64_t breaksIn(QByteArrayView bytes)
{
    return std::count(bytes.begin(), bytes.end(), '\n');
}

/// Positions lie in the file, go forward, and lines are what an editor counts.
inline void checkPlaces(const Reading& reading, QByteArrayView bytes)
{
    ReadPlace before;
    for (const Event& event : reading.events) {
        const ReadPlace& behind = event.behind;
        must(behind.offset > before.offset && behind.offset <= bytes.size(), "places go forward in the file");
        const bool atBreak = bytes[behind.offset - 1] == '\n';
        must(atBreak || behind.offset == bytes.size(), "a record ends at a line end or at the end");
        must(behind.line == breaksIn(bytes.first(behind.offset)) + (atBreak ? 1 : 2),
             "lines are counted by their ends");
        if (!event.accepted) {
            must(event.line >= before.line && event.line < behind.line, "a refused line is one of the record");
            must(event.column >= 0 && event.column <= bytes.size() + 1, "a column lies in the file");
            must(!event.reason.isEmpty() && event.reason.size() < 4096, "a refusal has words, and not too many");
            must(std::all_of(event.reason.begin(), event.reason.end(), [](QChar c) { return c.unicode() >= 0x20; }),
                 "a refusal is one line of visible text");
        }
        before = behind;
    }
}

/// However the bytes come, and wherever reading is taken up again, the same is
/// read.
inline void checkPieces(const Reading& whole, const ImportFile& file, QByteArrayView bytes, std::uint8_t one,
                        std::uint8_t other)
{
    const Reading cut = readFrom({}, file, bytes, sizesFrom(one, other));
    must(cut.events == whole.events && cut.done.has_value() == whole.done.has_value(), "pieces change nothing");
    if (whole.events.empty()) {
        return;
    }
    const std::size_t middle = one % whole.events.size();
    const Reading rest = readFrom(whole.events[middle].behind, file, bytes, sizesFrom(other, one));
    must(rest.done.has_value() &&
             std::equal(rest.events.begin(), rest.events.end(),
                        whole.events.begin() + static_cast<std::ptrdiff_t>(middle) + 1, whole.events.end()),
         "reading goes on where it was left");
}

/// "\n" or "\r\n" at the start; else nothing.
inline qsizetype blankLineAt(QByteArrayView bytes)
{
    return bytes.startsWith('\n') ? 1 : bytes.startsWith("\r\n") ? 2 : 0;
}

} // namespace cordon::fuzz
