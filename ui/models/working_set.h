// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/selection.h"

#include <QObject>
#include <QStringList>

#include <map>
#include <memory>
#include <vector>

namespace cordon::ui {

/// What a tick mark can say of a row.
enum class Mark { None, Ticked, LeftOut };

/// The one selection that is being worked on: what is ticked, and what was left out on purpose.
/// Every figure on the screen comes from here; the plan is made from subjects(). Nothing is ever
/// in both sets. Thread: ui.
class WorkingSet : public QObject {
    Q_OBJECT
public:
    explicit WorkingSet(QObject* parent = nullptr);

    /// What speaks of the rows of one picture.
    struct Marks {
        std::shared_ptr<const Index> index;
        Selection ticked, leftOut;
        std::vector<Subject> missing;
        std::uint64_t revision = 0;
    };
    /// The same subjects in another picture, found by name; what that does not hold is in `missing`.
    /// Takes about a microsecond a subject. Pure.
    [[nodiscard]] static Marks carried(const Marks& marks, std::shared_ptr<const Index> to);
    [[nodiscard]] Marks marks() const;
    /// False, and nothing done, where the set has changed since those marks were read.
    [[nodiscard]] bool adopt(Marks carried);

    /// The picture that rows speak of. The sets are carried over by name; what the new picture
    /// does not hold is kept in missing().
    void setIndex(std::shared_ptr<const Index> index);
    /// The picture that rows of the sets speak of now.
    [[nodiscard]] const std::shared_ptr<const Index>& index() const { return m_index; }
    [[nodiscard]] const std::vector<Subject>& missing() const { return m_missing; }

    [[nodiscard]] Mark mark(Table table, Row row) const;
    [[nodiscard]] const Selection& ticked() const { return m_state.ticked; }
    [[nodiscard]] const Selection& leftOut() const { return m_state.leftOut; }
    [[nodiscard]] std::int64_t accounts() const { return m_state.ticked.accounts.count(); }
    [[nodiscard]] std::int64_t projects() const { return m_state.ticked.projects.count(); }
    [[nodiscard]] std::int64_t leftOutCount() const { return m_state.leftOut.count(); }
    [[nodiscard]] bool isEmpty() const { return accounts() == 0 && projects() == 0; }
    /// Sorted, as the plan takes them.
    [[nodiscard]] std::vector<Subject> subjects() const;
    /// How the set came about, one sentence a change.
    [[nodiscard]] QString provenance() const { return m_state.steps.join(QStringLiteral("; ")); }

    /// Ticks or unticks rows. Rows that are left out stay so, unless there is only one: a person
    /// who ticks that very row means it. What is only mentioned, never described, cannot be ticked: no
    /// plan could be made for it. Returns how many changed.
    std::int64_t tick(Table table, const Bitmap& rows, bool on, const QString& how);
    std::int64_t tickOne(Table table, Row row, bool on);
    /// Leaves the row out, with a mark; again: takes the mark back.
    void toggleLeftOut(Table table, Row row);
    void takeBackLeftOut(const Subject& subject);
    void clear();

    [[nodiscard]] bool canUndo() const { return !m_undo.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_redo.empty(); }
    void undo();
    void redo();

    /// Why a subject was left alone: a person's words, for the report. By subject word
    /// ("account:x").
    [[nodiscard]] const std::map<QString, QString>& reasons() const { return m_reasons; }
    void setReason(const Subject& subject, const QString& why);
    /// Left-out subjects and reasons as text for the drafts, and back.
    [[nodiscard]] QString toDraft() const;
    void fromDraft(const QString& text);
    /// What was ticked when the program was last closed, found in this picture.
    void addTicked(const ResolvedSelection& found);
    /// Rises with every change.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }

Q_SIGNALS:
    void changed();
    void reasonsChanged();

private:
    struct State {
        Selection ticked, leftOut;
        QStringList steps;
    };
    [[nodiscard]] Bitmap& rowsOf(Selection& selection, Table table) const;
    void tell();
    void remember();
    void note(const QString& step);

    std::shared_ptr<const Index> m_index;
    State m_state;
    std::vector<State> m_undo, m_redo;
    std::vector<Subject> m_missing;
    std::map<QString, QString> m_reasons;
    std::uint64_t m_revision = 0;
};

/// Ticked subjects as text for the drafts, and back. More than kMostKept are not kept.
inline constexpr std::int64_t kMostKept = 250'000;
[[nodiscard]] QString tickedToText(const Index& index, const Selection& ticked);
[[nodiscard]] std::vector<Subject> tickedFromText(const QString& text);

[[nodiscard]] QString subjectWord(const Subject& subject); ///< "account:x"

} // namespace cordon::ui
