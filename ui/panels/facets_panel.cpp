// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/facets_panel.h"

#include "ui/views/cell_delegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace cordon::ui {

namespace {

/// So many values of a field are counted by name; hours come all.
constexpr std::size_t kMost = 60;
constexpr int kLateMs = 120;

/// Old figures in the muted colour.
class FacetDelegate : public CellDelegate {
public:
    using CellDelegate::CellDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& cell) const override
    {
        CellDelegate::initStyleOption(option, cell);
        if (cell.data(FacetsModel::kStaleRole).toBool()) {
            option->palette.setColor(QPalette::Text, tokens().muted);
            option->palette.setColor(QPalette::HighlightedText, tokens().muted);
        }
    }
};

QString titleOf(Table table)
{
    return table == Table::Accounts   ? FacetsPanel::tr("Accounts by value")
           : table == Table::Projects ? FacetsPanel::tr("Projects by value")
                                      : FacetsPanel::tr("Uploads by value");
}

} // namespace

FacetsPanel::FacetsPanel(Workbench& bench, QWidget* parent) : QWidget(parent), m_bench(bench)
{
    layOut();
    wire();
    showView();
}

void FacetsPanel::layOut()
{
    setObjectName(QStringLiteral("facetsPanel"));
    setMinimumWidth(210);
    m_model = new FacetsModel(this);
    m_view = new DenseTable(tr("Values and how many rows have them"), this);
    m_view->setObjectName(QStringLiteral("facetsView"));
    m_view->setItemDelegate(new FacetDelegate(m_view));
    m_view->setModel(m_model);
    m_view->showOutline();
    m_view->fitColumns({QString(), QString(), QStringLiteral("8,000,000")});
    m_view->horizontalHeader()->setStretchLastSection(false);
    m_view->horizontalHeader()->setSectionResizeMode(FacetsModel::ValueColumn, QHeaderView::Stretch);
    m_view->horizontalHeader()->hide();
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->installEventFilter(this);
    m_title = sectionHeading(titleOf(m_table), this);
    m_state = new PlainLabel({}, TextRole::Small, this);
    m_state->setObjectName(QStringLiteral("facetsState"));
    m_state->muted();
    m_nothing = new PlainLabel({}, TextRole::Body, this);
    m_nothing->setObjectName(QStringLiteral("facetsNothing"));
    m_nothing->muted()->wrapped();
    m_nothing->setContentsMargins(space::kWide, space::kWide, space::kWide, space::kWide);
    m_nothing->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_nothing->setBackgroundRole(QPalette::Base);
    m_nothing->setAutoFillBackground(true);
    m_hint = new PlainLabel(tr("Enter includes, − excludes"), TextRole::Small, this);
    m_hint->muted();
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(space::kWide, space::kNormal, space::kWide, space::kNormal);
    bar->addWidget(m_title);
    bar->addStretch();
    bar->addWidget(m_state);
    m_pages = new QStackedLayout;
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_nothing);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(space::kWide, space::kTight, space::kWide, space::kTight);
    foot->addWidget(m_hint);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addLayout(m_pages, 1);
    column->addLayout(foot);
}

void FacetsPanel::wire()
{
    m_late.setSingleShot(true);
    m_late.setInterval(kLateMs);
    connect(&m_late, &QTimer::timeout, this, [this] { current(false); });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_view->clearSpans();
        for (int line = 0; line < m_model->rowCount(); ++line) {
            if (m_model->kindOf(line) == FacetsModel::Kind::Heading) {
                const bool alone = m_model->index(line, FacetsModel::CountColumn).data().toString().isEmpty();
                m_view->setSpan(line, FacetsModel::MarkColumn, 1, alone ? 3 : 2);
            }
        }
    });
    connect(m_view, &DenseTable::currentRowChanged, this, [this](int line) {
        if (line < 0) {
            return;
        }
        // A heading begins at the edge; under it the values are walked, not their marks.
        const bool heading = m_model->kindOf(line) == FacetsModel::Kind::Heading;
        m_view->setCurrentIndex(m_model->index(line, heading ? FacetsModel::MarkColumn : FacetsModel::ValueColumn));
    });
    connect(m_view, &DenseTable::enterPressed, this, &FacetsPanel::enter);
    connect(m_view, &DenseTable::toggleRequested, this, &FacetsPanel::enter);
    connect(m_view, &QTableView::doubleClicked, this, [this](const QModelIndex& cell) { enter(cell.row()); });
    connect(m_view, &DenseTable::openRequested, this, &FacetsPanel::open);
    connect(&m_bench, &Workbench::viewChanged, this, &FacetsPanel::showView);
    connect(&m_bench, &Workbench::workspaceChanged, this, &FacetsPanel::showView);
    connect(&m_bench, &Workbench::viewFailed, this, &FacetsPanel::showView);
    connect(&m_bench.jobs(), &JobRunner::busyChanged, this, [this](Lane lane, bool busy) {
        if (lane == Lane::View && busy && isVisible()) {
            m_late.start();
        }
    });
}

void FacetsPanel::setTable(Table table)
{
    if (table != m_table) {
        m_table = table;
        m_title->setText(titleOf(table));
        ask();
    }
}

template<class Change>
void FacetsPanel::keepingPlace(Change change)
{
    const int before = m_view->currentRow();
    const int fromTop = m_view->fromTop(before);
    const FacetsModel::Anchor anchor = m_model->anchorAt(before);
    change();
    if (m_model->rowCount() > 0 && m_view->currentRow() < 0) {
        const int line = m_model->lineOf(anchor);
        m_view->moveTo(line >= 0 ? line : qBound(0, before, m_model->rowCount() - 1), qMax(0, fromTop));
    }
}

void FacetsPanel::showView()
{
    if (!m_bench.answer()) {
        m_asked.reset();
        m_model->setFacets({});
        showPage();
        return;
    }
    if (isVisible()) {
        keepingPlace([this] { m_model->setText(m_bench.answer()->text); });
        ask();
    }
}

bool FacetsPanel::isAsked(const Answer& view) const
{
    // Grouped or sorted anew, an answer tells of the same rows.
    return m_asked && m_askedTable == m_table && m_asked->index == view->index && m_asked->text == view->text &&
           m_asked->tables[std::size_t(Table::Accounts)] == view->tables[std::size_t(Table::Accounts)] &&
           m_asked->tables[std::size_t(Table::Projects)] == view->tables[std::size_t(Table::Projects)];
}

void FacetsPanel::ask()
{
    const Answer& view = m_bench.answer();
    if (!view || !isVisible()) {
        return;
    }
    if (isAsked(view)) {
        current(!m_bench.jobs().busy(Lane::Facets));
        return;
    }
    m_asked = view;
    m_askedTable = m_table;
    m_late.start();
    m_bench.jobs().start(
        Lane::Facets, this,
        [index = view->index, text = view->text, table = m_table,
         context = m_bench.filterContext()](const JobRunner::Context& job) -> Result<std::vector<Facet>> {
            const auto filter = Filter::parse(text);
            return filter ? facets(*filter, *index, {table, kMost}, context, job.stop()) : std::vector<Facet>();
        },
        [this](Result<std::vector<Facet>> found) { take(std::move(found)); });
}

void FacetsPanel::take(Result<std::vector<Facet>> found)
{
    if (!m_asked) {
        return; // hidden meanwhile
    }
    if (!found) {
        m_asked.reset();
        current(false);
        m_state->setText(tr("not counted"));
        return;
    }
    keepingPlace([this, &found] { m_model->setFacets(std::move(*found)); });
    current(true);
    showPage();
}

void FacetsPanel::current(bool isCurrent)
{
    if (isCurrent) {
        m_late.stop();
    }
    m_model->setStale(!isCurrent);
    m_state->setText(isCurrent ? QString() : tr("counting…"));
    showPage();
}

void FacetsPanel::showPage()
{
    const bool any = !m_model->isEmpty();
    m_pages->setCurrentWidget(any ? static_cast<QWidget*>(m_view) : m_nothing);
    m_hint->setVisible(any);
    m_nothing->setText(!m_bench.hasRows()                              ? tr("There are no rows to count yet.")
                       : m_asked && !m_bench.jobs().busy(Lane::Facets) ? tr("No row matches the filter.")
                                                                       : tr("Counting…"));
}

void FacetsPanel::enter(int line)
{
    switch (m_model->kindOf(line)) {
    case FacetsModel::Kind::Heading:
        open(line, !m_model->isOpen(line));
        break;
    case FacetsModel::Kind::More:
        keepingPlace([this, line] { m_model->showMore(line); });
        break;
    case FacetsModel::Kind::Value:
        pick(FacetUse::Included);
        break;
    }
}

void FacetsPanel::pick(FacetUse wanted)
{
    const int line = m_view->currentRow();
    if (line < 0 || m_model->kindOf(line) != FacetsModel::Kind::Value) {
        return;
    }
    const QString term = m_model->termAt(line);
    if (term.isEmpty()) {
        Q_EMIT m_bench.announced(tr("No filter can ask for this value."));
    } else {
        Q_EMIT picked(term, wanted);
    }
}

void FacetsPanel::open(int line, bool open)
{
    const int heading = m_model->headingOf(line);
    if (!open && line != heading) {
        m_view->moveTo(heading);
        return;
    }
    bool changed = false;
    keepingPlace([&] { changed = m_model->setOpen(heading, open); });
    if (!changed && open && line == heading && line + 1 < m_model->rowCount()) {
        m_view->moveTo(line + 1);
    }
}

bool FacetsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_view || event->type() != QEvent::KeyPress || m_view->currentRow() < 0) {
        return QWidget::eventFilter(watched, event);
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool shiftEnter =
        (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers().testFlag(Qt::ShiftModifier);
    const bool minus = key->key() == Qt::Key_Minus && !key->modifiers().testFlag(Qt::ControlModifier);
    if (!shiftEnter && !minus) {
        return false;
    }
    pick(FacetUse::Excluded);
    return true;
}

void FacetsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    showView();
}

void FacetsPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_bench.jobs().requestStop(Lane::Facets);
    m_asked.reset();
    m_late.stop();
}

} // namespace cordon::ui
