// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/filter_bar.h"

#include "core/domain/visible_text.h"
#include "ui/models/words.h"

#include <QHBoxLayout>
#include <QKeyEvent>

namespace cordon::ui {

namespace {

constexpr std::size_t kOffered = 8;

} // namespace

FilterBar::FilterBar(Workbench& bench, QWidget* parent) : QWidget(parent), m_bench(bench)
{
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(QStringLiteral("filterEdit"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setPlaceholderText(tr("Filter: domain:inbox.ru joined:2025-06-09..2025-06-25 empty:yes -protected"));
    m_edit->setClearButtonEnabled(false);
    m_edit->setMinimumHeight(m_edit->fontMetrics().height() + 2 * space::kNormal);
    m_edit->installEventFilter(this);
    m_status = new PlainLabel({}, TextRole::Body, this);
    m_status->setObjectName(QStringLiteral("filterStatus"));
    m_status->setAccessibleName(tr("What the filter finds"));
    m_status->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kWide, space::kNormal, space::kWide, space::kTight);
    row->setSpacing(space::kWide);
    row->addWidget(m_edit, 1);
    row->addWidget(m_status);

    m_offers = new FilterOffers(window());
    connect(m_offers, &QListWidget::itemClicked, this, [this] { complete(); });

    m_soon.setSingleShot(true);
    m_soon.setInterval(25); // typing in haste asks once
    connect(&m_soon, &QTimer::timeout, this, &FilterBar::apply);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        m_soon.start();
        offer();
    });
    connect(&m_bench, &Workbench::viewChanged, this, [this] {
        m_unanswered.clear();
        showAnswer();
    });
    connect(&m_bench, &Workbench::viewFailed, this, [this](const Error& error) {
        m_unanswered = error.sentence();
        showAnswer();
    });
    connect(&m_bench, &Workbench::workspaceChanged, this, [this] {
        m_unanswered.clear(); // it was of the one before
        showAnswer();
    });
    showAnswer();
}

void FilterBar::setText(const QString& text)
{
    m_edit->setText(text);
    dropOffers();
    apply();
    remember();
}

void FilterBar::focusEdit()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FilterBar::apply()
{
    m_soon.stop();
    const QString before = m_bench.filterText();
    const auto error = m_bench.setFilterText(m_edit->text());
    m_wrong = error.has_value();
    if (m_bench.filterText() != before) {
        m_unanswered.clear(); // another question; the same one is not asked again
    }
    if (error) {
        showError(error->sentence());
    } else {
        showAnswer();
    }
}

void FilterBar::remember()
{
    if (!isAnswered() || m_history.at(m_place) == m_edit->text()) {
        return;
    }
    m_history = m_history.mid(0, m_place + 1);
    m_history.append(m_edit->text());
    m_place = m_history.size() - 1;
}

void FilterBar::go(qsizetype place)
{
    if (place >= 0 && place < m_history.size()) {
        m_place = place;
        m_edit->setText(m_history.at(place));
        apply();
    }
}

void FilterBar::back()
{
    go(m_place - 1);
}

void FilterBar::forward()
{
    go(m_place + 1);
}

void FilterBar::showAnswer()
{
    if (m_wrong) {
        return;
    }
    if (!m_unanswered.isEmpty()) {
        showError(m_unanswered);
        return;
    }
    const ViewData* view = m_bench.view();
    m_status->setForegroundRole(QPalette::PlaceholderText);
    if (view == nullptr || !m_bench.hasRows()) {
        m_status->setText({});
        return;
    }
    const bool all = m_bench.filterText().trimmed().isEmpty();
    const QString found = accountsAndProjects(view->count(Table::Accounts), view->count(Table::Projects));
    const std::int64_t unsure =
        view->rows(Table::Accounts).gaveUp().count() + view->rows(Table::Projects).gaveUp().count();
    const QString gaveUp = unsure > 0 ? tr(", on %1 of them the filter gave up").arg(figure(unsure)) : QString();
    m_status->setText(all ? found : QString(tr("%1 match").arg(found) % gaveUp));
}

void FilterBar::showError(const QString& sentence)
{
    m_status->toned(Tone::Danger);
    m_status->setText(forCell(sentence, 160));
}

void FilterBar::offer()
{
    if (!m_bench.index()) {
        return;
    }
    m_offersWanted = true;
    m_completeThen = false;
    m_moveThen = 0;
    m_offers->setCurrentRow(-1); // what stands there until the new ones come is of an older text
    m_bench.jobs().start(
        Lane::Offers, this,
        [text = m_edit->text(), cursor = m_edit->cursorPosition(), index = m_bench.index(),
         session = m_bench.session()](const JobRunner::Context&) {
            return offersAt(text, cursor, *index, session, kOffered);
        },
        [this](Offers offers) { showOffers(std::move(offers)); });
}

void FilterBar::showOffers(Offers offers)
{
    if (!std::exchange(m_offersWanted, false) || offers.text != m_edit->text()) {
        return;
    }
    m_offers->showUnder(*m_edit, std::move(offers));
    if (m_moveThen != 0) {
        m_offers->moveBy(m_moveThen);
    }
    if (std::exchange(m_completeThen, false) && !complete()) {
        focusNextChild();
    }
}

void FilterBar::dropOffers()
{
    m_offersWanted = false;
    m_completeThen = false;
    m_offers->hide();
}

void FilterBar::moveOffers(int by)
{
    if (m_offersWanted) {
        m_moveThen += by;
    } else {
        m_offers->moveBy(by);
    }
}

bool FilterBar::complete()
{
    if (m_offersWanted) {
        m_completeThen = true;
        return true;
    }
    if (!m_offers->answers(m_edit->text())) {
        return false;
    }
    const auto [text, cursor] = m_offers->completed();
    m_edit->setText(text);
    m_edit->setCursorPosition(cursor);
    dropOffers();
    m_soon.start();
    if (text.left(cursor).endsWith(QLatin1Char(':'))) {
        offer(); // a field: on to its values
    }
    return true;
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_edit) {
        return QWidget::eventFilter(watched, event);
    }
    if (event->type() == QEvent::FocusOut) {
        dropOffers();
        apply();
        remember();
        return false;
    }
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape &&
        m_offers->isVisible()) {
        event->accept(); // else the window's Esc would come first
        return true;
    }
    if (event->type() != QEvent::KeyPress) {
        return false;
    }
    return keyPressed(static_cast<QKeyEvent*>(event)->key());
}

bool FilterBar::keyPressed(int key)
{
    const bool offering = m_offers->isVisible();
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (offering) {
            moveOffers(key == Qt::Key_Down ? 1 : -1);
        } else if (key == Qt::Key_Down) {
            Q_EMIT accepted();
        }
        return true;
    case Qt::Key_Tab:
        return complete();
    case Qt::Key_Escape:
        if (offering) {
            dropOffers();
            return true;
        }
        return false;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (offering && (m_offers->currentItem() != nullptr || (m_offersWanted && m_moveThen > 0))) {
            return complete();
        }
        dropOffers();
        apply();
        remember();
        if (isAnswered()) {
            Q_EMIT accepted();
        }
        return true;
    default:
        return false;
    }
}

} // namespace cordon::ui
