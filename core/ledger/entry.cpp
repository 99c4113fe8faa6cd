// SPDX-License-Identifier: Apache-2.0
#include "core/ledger/entry.h"

#include <QtEndian>

#include <array>
#include <iterator>
#include <optional>

namespace cordon {

namespace {

constexpr char kVersion = 1;
/// Begins a text that UTF-8 cannot hold (half a surrogate pair, a leading byte order mark), followed
/// by UTF-16, big-endian. No UTF-8 text begins with it.
constexpr char kRawText = '\xFF';

/// Numbers are stored: never renumber. Fields stand in this order, each at most once, empty ones
/// not at all: so there is one spelling for one entry.
enum class Tag : std::uint8_t {
    At = 1,
    Actor,
    Plan,
    Run,
    Ordinal,
    SubjectKind,
    SubjectKey,
    SubjectName,
    Verb,
    From,
    To,
    Text,
    Registry,
};

QByteArray bytesOfText(const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    if (QString::fromUtf8(utf8) == text) {
        return utf8;
    }
    QByteArray raw(1 + text.size() * 2, kRawText);
    for (qsizetype i = 0; i < text.size(); ++i) {
        qToBigEndian<char16_t>(text[i].unicode(), raw.data() + 1 + i * 2);
    }
    return raw;
}

std::optional<QString> textOfBytes(QByteArrayView bytes)
{
    if (bytes.isEmpty() || bytes.front() != kRawText) {
        return QString::fromUtf8(bytes);
    }
    if (bytes.size() % 2 != 1) {
        return std::nullopt;
    }
    QString text((bytes.size() - 1) / 2, Qt::Uninitialized);
    for (qsizetype i = 0; i < text.size(); ++i) {
        text[i] = QChar(qFromBigEndian<char16_t>(bytes.data() + 1 + i * 2));
    }
    return text;
}

class Writer {
public:
    explicit Writer(EntryKind kind)
    {
        m_out.append(kVersion);
        m_out.append(static_cast<char>(kind));
    }

    void field(Tag tag, QByteArrayView value)
    {
        m_out.append(static_cast<char>(tag));
        auto rest = static_cast<quint64>(value.size());
        for (; rest >= 0x80; rest >>= 7U) {
            m_out.append(static_cast<char>((rest & 0x7FU) | 0x80U));
        }
        m_out.append(static_cast<char>(rest));
        m_out.append(value);
    }
    void text(Tag tag, const QString& value)
    {
        if (!value.isEmpty()) {
            field(tag, bytesOfText(value));
        }
    }
    void number(Tag tag, std::int64_t value, std::int64_t unused)
    {
        if (value != unused) {
            std::array<char, sizeof value> bytes{};
            qToBigEndian<qint64>(value, bytes.data());
            field(tag, QByteArrayView(bytes.data(), std::ssize(bytes)));
        }
    }
    void small(Tag tag, std::uint8_t value, std::uint8_t unused)
    {
        if (value != unused) {
            const char byte = static_cast<char>(value);
            field(tag, QByteArrayView(&byte, 1));
        }
    }
    void digest(Tag tag, const Digest& value)
    {
        if (value != Digest{}) {
            field(tag, QByteArrayView(value.data(), std::ssize(value)));
        }
    }
    [[nodiscard]] QByteArray take() { return std::move(m_out); }

private:
    QByteArray m_out;
};

struct Field {
    std::uint8_t tag = 0;
    QByteArrayView value;
};

/// Reads the next field off the front; nothing where the bytes do not hold one.
std::optional<Field> takeField(QByteArrayView& rest)
{
    if (rest.size() < 2) {
        return std::nullopt;
    }
    Field field;
    field.tag = static_cast<std::uint8_t>(rest.front());
    qsizetype at = 1;
    quint64 length = 0;
    for (unsigned shift = 0;; shift += 7) {
        if (at == rest.size() || shift > 28) {
            return std::nullopt;
        }
        const auto byte = static_cast<std::uint8_t>(rest[at++]);
        length |= static_cast<quint64>(byte & 0x7FU) << shift;
        if (byte < 0x80) {
            break;
        }
    }
    if (length > static_cast<quint64>(rest.size() - at)) {
        return std::nullopt;
    }
    field.value = rest.sliced(at, static_cast<qsizetype>(length));
    rest = rest.sliced(at + static_cast<qsizetype>(length));
    return field;
}

bool readText(QByteArrayView value, QString& into)
{
    std::optional<QString> text = textOfBytes(value);
    if (text) {
        into = std::move(*text);
    }
    return text.has_value();
}

bool readNumber(QByteArrayView value, std::int64_t& into)
{
    if (value.size() != sizeof into) {
        return false;
    }
    into = qFromBigEndian<qint64>(value.data());
    return true;
}

bool readDigest(QByteArrayView value, Digest& into)
{
    if (value.size() != std::ssize(into)) {
        return false;
    }
    for (std::size_t i = 0; i < into.size(); ++i) {
        into[i] = static_cast<std::byte>(value[static_cast<qsizetype>(i)]);
    }
    return true;
}

bool readSubjectKind(QByteArrayView value, SubjectKind& into)
{
    into = value.size() == 1 ? static_cast<SubjectKind>(value.front()) : SubjectKind{};
    return !word(into).isEmpty();
}

bool readVerb(QByteArrayView value, std::uint8_t& into)
{
    into = value.size() == 1 ? static_cast<std::uint8_t>(value.front()) : std::uint8_t{0};
    return !word(static_cast<Verb>(into)).isEmpty();
}

bool readAt(QByteArrayView value, Instant& into)
{
    std::int64_t micros = 0;
    const bool good = readNumber(value, micros);
    into = Instant(Microseconds(micros));
    return good;
}

bool readField(const Field& field, LedgerEntry& entry)
{
    switch (static_cast<Tag>(field.tag)) {
    case Tag::At:
        return readAt(field.value, entry.at);
    case Tag::Actor:
        return readText(field.value, entry.actor);
    case Tag::Plan:
        return readDigest(field.value, entry.plan);
    case Tag::Run:
        return readNumber(field.value, entry.run);
    case Tag::Ordinal:
        return readNumber(field.value, entry.ordinal);
    case Tag::SubjectKind:
        return readSubjectKind(field.value, entry.subject.kind);
    case Tag::SubjectKey:
        return readText(field.value, entry.subject.key);
    case Tag::SubjectName:
        return readText(field.value, entry.subject.name);
    case Tag::Verb:
        return readVerb(field.value, entry.verb);
    case Tag::From:
        return readText(field.value, entry.from);
    case Tag::To:
        return readText(field.value, entry.to);
    case Tag::Text:
        return readText(field.value, entry.text);
    case Tag::Registry:
        return readText(field.value, entry.registry);
    }
    return false;
}

tl::unexpected<Error> noEntry(const QString& why)
{
    return failure(ErrorKind::Integrity, QStringLiteral("A ledger entry is not what this program writes: ") + why);
}

} // namespace

QString word(EntryKind kind)
{
    switch (kind) {
    case EntryKind::PlanKept:
        return QStringLiteral("plan-kept");
    case EntryKind::RunBegun:
        return QStringLiteral("run-begun");
    case EntryKind::StepChanged:
        return QStringLiteral("step-changed");
    case EntryKind::RunStateChanged:
        return QStringLiteral("run-state-changed");
    case EntryKind::Dismissed:
        return QStringLiteral("dismissed");
    case EntryKind::Exported:
        return QStringLiteral("exported");
    }
    return {};
}

bool operator==(const LedgerEntry& a, const LedgerEntry& b)
{
    return a.kind == b.kind && a.at == b.at && a.actor == b.actor && a.plan == b.plan && a.run == b.run &&
           a.ordinal == b.ordinal && a.subject == b.subject && a.subject.name == b.subject.name && a.verb == b.verb &&
           a.from == b.from && a.to == b.to && a.text == b.text && a.registry == b.registry;
}

QByteArray encode(const LedgerEntry& entry)
{
    Writer out(entry.kind);
    out.number(Tag::At, entry.at.time_since_epoch().count(), 0);
    out.text(Tag::Actor, entry.actor);
    out.digest(Tag::Plan, entry.plan);
    out.number(Tag::Run, entry.run, 0);
    out.number(Tag::Ordinal, entry.ordinal, -1);
    out.small(Tag::SubjectKind, static_cast<std::uint8_t>(entry.subject.kind),
              static_cast<std::uint8_t>(SubjectKind::Account));
    out.text(Tag::SubjectKey, entry.subject.key);
    out.text(Tag::SubjectName, entry.subject.name);
    out.small(Tag::Verb, entry.verb, 0);
    out.text(Tag::From, entry.from);
    out.text(Tag::To, entry.to);
    out.text(Tag::Text, entry.text);
    out.text(Tag::Registry, entry.registry);
    return out.take();
}

Result<LedgerEntry> decode(QByteArrayView bytes)
{
    if (bytes.size() < 2 || bytes[0] != kVersion) {
        return noEntry(QStringLiteral("it has another version"));
    }
    LedgerEntry entry;
    entry.kind = static_cast<EntryKind>(bytes[1]);
    if (word(entry.kind).isEmpty()) {
        return noEntry(QStringLiteral("its kind is unknown"));
    }
    for (QByteArrayView rest = bytes.sliced(2); !rest.isEmpty();) {
        const std::optional<Field> field = takeField(rest);
        if (!field || !readField(*field, entry)) {
            return noEntry(QStringLiteral("a field cannot be read"));
        }
    }
    // Order, repeats, padded lengths, written-out defaults, bad UTF-8: all of them encode otherwise.
    if (encode(entry) != bytes) {
        return noEntry(QStringLiteral("it is spelled in another way"));
    }
    return entry;
}

} // namespace cordon
