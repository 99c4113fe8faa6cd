// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/facets_model.h"
#include "ui/models/workbench.h"
#include "ui/views/dense_table.h"
#include "ui/views/plain_text.h"

#include <QStackedLayout>
#include <QTimer>

#include <memory>
#include <vector>

namespace cordon::ui {

/// How many rows have each value, under all of the filter that does not ask for that field; a key
/// includes a value in the filter or excludes it. Counts only while it is seen, off the ui thread; until
/// new figures come the old ones stand dim. Thread: ui.
class FacetsPanel : public QWidget {
    Q_OBJECT
public:
    explicit FacetsPanel(Workbench& bench, QWidget* parent = nullptr);

    /// What is counted: accounts, projects or uploads.
    void setTable(Table table);
    [[nodiscard]] DenseTable* view() const { return m_view; }
    [[nodiscard]] const FacetsModel& model() const { return *m_model; }
    /// The value under the cursor, as by its key.
    void pick(FacetUse wanted);

Q_SIGNALS:
    /// withFacetValue() is wanted.
    void picked(const QString& term, cordon::ui::FacetUse wanted);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    using Answer = std::shared_ptr<const ViewData>;

    void layOut();
    void wire();
    void showView();
    void ask();
    void take(Result<std::vector<Facet>> found);
    void current(bool isCurrent);
    void showPage();
    void enter(int line);
    void open(int line, bool open);
    /// Changes the model and keeps the cursor on what it is on.
    template<class Change>
    void keepingPlace(Change change);
    [[nodiscard]] bool isAsked(const Answer& view) const;

    Workbench& m_bench;
    FacetsModel* m_model;
    DenseTable* m_view;
    PlainLabel* m_title;
    PlainLabel* m_state;
    PlainLabel* m_nothing;
    PlainLabel* m_hint;
    QStackedLayout* m_pages;
    QTimer m_late; ///< an answer that comes at once needs no dimming
    Table m_table = Table::Accounts;
    Table m_askedTable = Table::Accounts;
    Answer m_asked; ///< null: nothing, or it no longer counts
};

} // namespace cordon::ui
