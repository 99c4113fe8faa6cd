// SPDX-License-Identifier: Apache-2.0
#include "ui/models/working_set.h"

#include "ui/models/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace cordon::ui {

namespace {

constexpr std::size_t kUndoDepth = 50;
/// Of a large registry fewer states are kept: each holds a bit for every account and project, twice.
constexpr std::size_t kUndoBytes = std::size_t{12} << 20;
constexpr std::size_t kUndoAlways = 8;
constexpr qsizetype kProvenanceSteps = 40;

QString plain(Table table, std::int64_t count)
{
    return counted(count, table == Table::Accounts ? QStringLiteral("account") : QStringLiteral("project"));
}

} // namespace

QString subjectWord(const Subject& subject)
{
    // The key, not a spelling: what the report looks its reasons up by.
    return QString(word(subject.kind) % QLatin1Char(':') % subject.key);
}

WorkingSet::WorkingSet(QObject* parent) : QObject(parent) {}

WorkingSet::Marks WorkingSet::carried(const Marks& marks, std::shared_ptr<const Index> to)
{
    Marks carried{std::move(to), {}, {}, {}, marks.revision};
    if (!carried.index) {
        return carried;
    }
    if (marks.index && marks.index->columns() == carried.index->columns()) {
        // Only decisions have changed: every row has its number still.
        carried.ticked = marks.ticked;
        carried.leftOut = marks.leftOut;
        carried.missing = marks.missing;
        return carried;
    }
    std::vector<Subject> ticked = marks.index ? marks.ticked.subjects(*marks.index) : std::vector<Subject>();
    ticked.insert(ticked.end(), marks.missing.begin(), marks.missing.end());
    ResolvedSelection found = resolve(*carried.index, ticked);
    carried.ticked = std::move(found.set);
    carried.missing = std::move(found.missing);
    carried.leftOut =
        resolve(*carried.index, marks.index ? marks.leftOut.subjects(*marks.index) : std::vector<Subject>()).set;
    return carried;
}

WorkingSet::Marks WorkingSet::marks() const
{
    return {m_index, m_state.ticked, m_state.leftOut, m_missing, m_revision};
}

bool WorkingSet::adopt(Marks carried)
{
    if (carried.revision != m_revision) {
        return false;
    }
    const bool sameRows = m_index && carried.index && m_index->columns() == carried.index->columns();
    m_index = std::move(carried.index);
    m_missing = std::move(carried.missing);
    if (!sameRows) {
        m_undo.clear();
        m_redo.clear();
    }
    if (m_index) {
        m_state.ticked = std::move(carried.ticked);
        m_state.leftOut = std::move(carried.leftOut);
    } else {
        m_state = {};
        m_reasons.clear();
    }
    tell();
    return true;
}

void WorkingSet::setIndex(std::shared_ptr<const Index> index)
{
    if (m_index != index) {
        [[maybe_unused]] const bool adopted = adopt(carried(marks(), std::move(index)));
        Q_ASSERT(adopted);
    }
}

Bitmap& WorkingSet::rowsOf(Selection& selection, Table table) const
{
    return table == Table::Accounts ? selection.accounts : selection.projects;
}

Mark WorkingSet::mark(Table table, Row row) const
{
    const auto in = [&](const Selection& s) {
        return table == Table::Accounts ? s.accounts.test(row) : s.projects.test(row);
    };
    return in(m_state.ticked) ? Mark::Ticked : in(m_state.leftOut) ? Mark::LeftOut : Mark::None;
}

std::vector<Subject> WorkingSet::subjects() const
{
    return m_index ? m_state.ticked.subjects(*m_index) : std::vector<Subject>();
}

void WorkingSet::tell()
{
    ++m_revision;
    Q_EMIT changed();
}

void WorkingSet::remember()
{
    m_undo.push_back(m_state);
    const std::size_t bytes = 2 * (m_state.ticked.accounts.size() + m_state.ticked.projects.size()) / 8 + 1;
    const std::size_t depth = std::clamp(kUndoBytes / bytes, kUndoAlways, kUndoDepth);
    if (m_undo.size() > depth) {
        m_undo.erase(m_undo.begin());
    }
    m_redo.clear();
}

void WorkingSet::note(const QString& step)
{
    m_state.steps.append(step);
    if (m_state.steps.size() > kProvenanceSteps) {
        m_state.steps.removeFirst();
    }
}

std::int64_t WorkingSet::tick(Table table, const Bitmap& rows, bool on, const QString& how)
{
    if (!m_index || rows.size() != m_index->size(table)) {
        return 0;
    }
    Bitmap changing = rows;
    if (on) {
        changing &= m_index->described(table);
        changing -= rowsOf(m_state.leftOut, table);
        changing -= rowsOf(m_state.ticked, table);
    } else {
        changing &= rowsOf(m_state.ticked, table);
    }
    const std::int64_t count = changing.count();
    if (count == 0) {
        return 0;
    }
    remember();
    Bitmap& ticked = rowsOf(m_state.ticked, table);
    on ? ticked |= changing : ticked -= changing;
    note(QString((on ? QStringLiteral("ticked ") : QStringLiteral("unticked ")) % plain(table, count) %
                 QStringLiteral(": ") % how));
    tell();
    return count;
}

std::int64_t WorkingSet::tickOne(Table table, Row row, bool on)
{
    if (!m_index || row >= m_index->size(table) || !m_index->described(table).test(row)) {
        return 0;
    }
    remember();
    const QString name = m_index->subject(table, row).name;
    rowsOf(m_state.leftOut, table).set(row, false);
    rowsOf(m_state.ticked, table).set(row, on);
    note(QString((on ? QStringLiteral("ticked ") : QStringLiteral("unticked ")) % name));
    tell();
    return 1;
}

void WorkingSet::toggleLeftOut(Table table, Row row)
{
    if (!m_index || row >= m_index->size(table)) {
        return;
    }
    remember();
    const bool out = mark(table, row) != Mark::LeftOut;
    rowsOf(m_state.leftOut, table).set(row, out);
    rowsOf(m_state.ticked, table).set(row, false);
    const QString name = m_index->subject(table, row).name;
    note(QString((out ? QStringLiteral("left out ") : QStringLiteral("no longer left out ")) % name));
    tell();
}

void WorkingSet::takeBackLeftOut(const Subject& subject)
{
    const Table table = tableOf(subject.kind);
    if (const auto row = m_index ? m_index->find(subject) : std::nullopt; row && mark(table, *row) == Mark::LeftOut) {
        toggleLeftOut(table, *row);
    }
}

void WorkingSet::clear()
{
    if (!m_index || (isEmpty() && leftOutCount() == 0)) {
        return;
    }
    remember();
    m_state.ticked = Selection::none(*m_index);
    m_state.leftOut = Selection::none(*m_index);
    m_state.steps.clear();
    m_missing.clear();
    tell();
}

void WorkingSet::undo()
{
    if (m_undo.empty()) {
        return;
    }
    m_redo.push_back(std::exchange(m_state, std::move(m_undo.back())));
    m_undo.pop_back();
    tell();
}

void WorkingSet::redo()
{
    if (m_redo.empty()) {
        return;
    }
    m_undo.push_back(std::exchange(m_state, std::move(m_redo.back())));
    m_redo.pop_back();
    tell();
}

void WorkingSet::setReason(const Subject& subject, const QString& why)
{
    m_reasons[subjectWord(subject)] = why;
    Q_EMIT reasonsChanged();
}

QString WorkingSet::toDraft() const
{
    if (!m_index || leftOutCount() == 0) {
        return {};
    }
    QJsonArray list;
    for (const Subject& subject : m_state.leftOut.subjects(*m_index)) {
        const auto why = m_reasons.find(subjectWord(subject));
        list.append(QJsonObject{{QStringLiteral("subject"), subjectWord(subject)},
                                {QStringLiteral("why"), why == m_reasons.end() ? QString() : why->second}});
    }
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

void WorkingSet::fromDraft(const QString& text)
{
    if (!m_index) {
        return;
    }
    std::vector<Subject> subjects;
    for (const QJsonValue& value : QJsonDocument::fromJson(text.toUtf8()).array()) {
        const auto subject = parseSubject(value.toObject().value(QStringLiteral("subject")).toString());
        if (subject) {
            subjects.push_back(*subject);
            m_reasons[subjectWord(*subject)] = value.toObject().value(QStringLiteral("why")).toString();
        }
    }
    m_state.leftOut |= resolve(*m_index, subjects).set;
    m_state.leftOut -= m_state.ticked;
    tell();
}

void WorkingSet::addTicked(const ResolvedSelection& found)
{
    if (!m_index || found.set.accounts.size() != m_index->size(Table::Accounts) ||
        found.set.projects.size() != m_index->size(Table::Projects) ||
        (found.set.count() == 0 && found.missing.empty())) {
        return;
    }
    m_state.ticked |= found.set;
    m_state.ticked -= m_state.leftOut;
    m_missing.insert(m_missing.end(), found.missing.begin(), found.missing.end());
    note(QStringLiteral("as it was when the program was closed"));
    tell();
}

QString tickedToText(const Index& index, const Selection& ticked)
{
    if (ticked.count() == 0 || ticked.count() > kMostKept) {
        return {};
    }
    QJsonArray list;
    for (const Subject& subject : ticked.subjects(index)) {
        list.append(subjectWord(subject));
    }
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

std::vector<Subject> tickedFromText(const QString& text)
{
    std::vector<Subject> subjects;
    for (const QJsonValue& value : QJsonDocument::fromJson(text.toUtf8()).array()) {
        if (const auto subject = parseSubject(value.toString())) {
            subjects.push_back(*subject);
        }
    }
    return subjects;
}

} // namespace cordon::ui
