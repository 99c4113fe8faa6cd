// SPDX-License-Identifier: Apache-2.0
#include "core/ledger/entry_json.h"

namespace cordon {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array kKinds{EntryKind::PlanKept,        EntryKind::RunBegun,  EntryKind::StepChanged,
                            EntryKind::RunStateChanged, EntryKind::Dismissed, EntryKind::Exported};

void put(QJsonObject& line, QLatin1StringView name, const QString& text)
{
    if (!text.isEmpty()) {
        line.insert(name, text);
    }
}

std::optional<EntryKind> kindFromWord(const QString& text)
{
    for (const EntryKind kind : kKinds) {
        if (word(kind) == text) {
            return kind;
        }
    }
    return std::nullopt;
}

/// RFC 3339 for every time that can be read back, else the bare microseconds.
QJsonValue jsonOf(Instant at)
{
    const QString text = formatInstant(at);
    return parseInstant(text) == at ? QJsonValue(text) : QJsonValue(qint64{at.time_since_epoch().count()});
}

std::optional<Instant> instantFrom(const QJsonValue& value)
{
    return value.isString() ? parseInstant(value.toString()) : Instant(Microseconds(value.toInteger()));
}

Subject subjectFrom(const QJsonObject& object)
{
    const auto kind = subjectKindFromWord(object["kind"_L1].toString());
    return {kind.value_or(SubjectKind::Account), object["key"_L1].toString(), object["name"_L1].toString()};
}

QJsonObject jsonOf(const Subject& subject)
{
    QJsonObject object{{u"kind"_s, word(subject.kind)}};
    put(object, "key"_L1, subject.key);
    put(object, "name"_L1, subject.name);
    return object;
}

bool isNamed(const Subject& subject)
{
    return subject.kind != SubjectKind::Account || !subject.key.isEmpty() || !subject.name.isEmpty();
}

} // namespace

QJsonObject lineOf(std::uint64_t sequence, const LedgerEntry& entry, const Digest& hash)
{
    QJsonObject line{
        {u"seq"_s, static_cast<qint64>(sequence)},
        {u"kind"_s, word(entry.kind)},
        {u"at"_s, jsonOf(entry.at)},
        {u"hash"_s, hex(hash)},
    };
    put(line, "actor"_L1, entry.actor);
    put(line, "from"_L1, entry.from);
    put(line, "to"_L1, entry.to);
    put(line, "text"_L1, entry.text);
    put(line, "registry"_L1, entry.registry);
    put(line, "verb"_L1, word(static_cast<Verb>(entry.verb)));
    if (entry.plan != Digest{}) {
        line.insert(u"plan"_s, hex(entry.plan));
    }
    if (entry.run != 0) {
        line.insert(u"run"_s, qint64{entry.run});
    }
    if (entry.ordinal != -1) {
        line.insert(u"ordinal"_s, qint64{entry.ordinal});
    }
    if (isNamed(entry.subject)) {
        line.insert(u"subject"_s, jsonOf(entry.subject));
    }
    return line;
}

std::optional<ReadLine> readLine(const QJsonObject& line)
{
    const auto kind = kindFromWord(line["kind"_L1].toString());
    const auto at = instantFrom(line["at"_L1]);
    const auto hash = digestFromHex(line["hash"_L1].toString());
    if (!kind || !at || !hash) {
        return std::nullopt;
    }
    ReadLine read;
    read.sequence = static_cast<std::uint64_t>(line["seq"_L1].toInteger());
    read.hash = *hash;
    read.entry.kind = *kind;
    read.entry.at = *at;
    read.entry.actor = line["actor"_L1].toString();
    read.entry.plan = digestFromHex(line["plan"_L1].toString()).value_or(Digest{});
    read.entry.run = line["run"_L1].toInteger();
    read.entry.ordinal = line["ordinal"_L1].toInteger(-1);
    read.entry.subject = subjectFrom(line["subject"_L1].toObject());
    const auto verb = verbFromWord(line["verb"_L1].toString());
    read.entry.verb = verb ? static_cast<std::uint8_t>(*verb) : std::uint8_t{0};
    read.entry.from = line["from"_L1].toString();
    read.entry.to = line["to"_L1].toString();
    read.entry.text = line["text"_L1].toString();
    read.entry.registry = line["registry"_L1].toString();
    return read;
}

} // namespace cordon
