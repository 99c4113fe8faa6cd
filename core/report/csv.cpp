// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"
#include "core/report/incident.h"

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

/// What the runs did to one subject.
struct Line {
    Subject subject;
    QString role; ///< "acted on", "bystander", "left alone"
    QString domain, owner, email;
    Instant time{};
    QStringList verbs, outcomes, reversalVerbs, reversalOutcomes, notes;
};

class Lines {
public:
    Line& of(const Subject& subject, const QString& role)
    {
        const auto [found, isNew] = m_at.insert({subject, m_lines.size()});
        if (isNew) {
            m_lines.push_back({subject, role, {}, {}, {}, {}, {}, {}, {}, {}, {}});
        }
        return m_lines[found->second];
    }
    [[nodiscard]] const std::vector<Line>& all() const { return m_lines; }

private:
    std::vector<Line> m_lines;
    std::map<Subject, std::size_t> m_at;
};

void addItem(Lines& lines, const IncidentItem& item, bool reversal)
{
    Line& line = lines.of(item.subject, item.compensates ? u"bystander"_s : u"acted on"_s);
    line.domain = line.domain.isEmpty() ? item.domain : line.domain;
    line.owner = line.owner.isEmpty() ? item.owner : line.owner;
    line.email = line.email.isEmpty() ? item.email : line.email;
    line.time = line.time == Instant{} ? item.time : line.time;
    (reversal ? line.reversalVerbs : line.verbs) << word(item.verb);
    (reversal ? line.reversalOutcomes : line.outcomes) << item.outcome;
    if (!item.note.isEmpty()) {
        line.notes << item.note;
    }
}

Lines linesOf(const IncidentFacts& facts)
{
    Lines lines;
    for (std::size_t i = 0; i < facts.runs.size(); ++i) {
        for (const IncidentItem& item : facts.runs[i].items) {
            addItem(lines, item, i > 0);
        }
    }
    for (const RunFacts& run : facts.runs) {
        for (const auto& [subject, how] : run.collateral) {
            lines.of(subject, u"bystander"_s).notes << how;
        }
    }
    for (const LeftAlone& one : facts.leftAlone) {
        Line& line = lines.of(one.subject, u"left alone"_s);
        line.domain = one.domain;
        line.email = one.email;
        line.time = one.time;
        line.notes << one.why;
    }
    return lines;
}

void addRow(QByteArray& out, const QStringList& cells)
{
    QStringList fields;
    for (const QString& cell : cells) {
        fields << forCsv(cell);
    }
    out += fields.join(u',').toUtf8() + "\r\n";
}

} // namespace

QByteArray toCsv(const IncidentReport& report)
{
    QByteArray out;
    addRow(out, {u"kind"_s, u"name"_s, u"role"_s, u"domain"_s, u"address"_s, u"owner"_s, u"joined_or_created"_s,
                 u"verb"_s, u"outcome"_s, u"reversal_verb"_s, u"reversal_outcome"_s, u"note"_s, u"tlp"_s});
    const Lines lines = linesOf(report.facts);
    for (const Line& line : lines.all()) {
        addRow(out, {word(line.subject.kind), line.subject.name, line.role, line.domain, line.email, line.owner,
                     line.time == Instant{} ? QString() : formatInstant(line.time), line.verbs.join(u"; "_s),
                     line.outcomes.join(u"; "_s), line.reversalVerbs.join(u"; "_s), line.reversalOutcomes.join(u"; "_s),
                     line.notes.join(u"; "_s), report.facts.tlp});
    }
    return out;
}

} // namespace cordon
