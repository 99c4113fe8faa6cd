// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/filter_offers.h"

#include "ui/models/words.h"
#include "ui/theme/tokens.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace cordon::ui {

namespace {

constexpr int kCountRole = Qt::UserRole;
constexpr int kNarrowest = 220;
constexpr int kWidest = 480;

/// The word on the left, its count muted on the right.
class OfferDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& cell) const override
    {
        const QString count = cell.data(kCountRole).toString();
        const int room = option.fontMetrics.horizontalAdvance(count) + 2 * space::kNormal;
        QStyleOptionViewItem ground = option;
        initStyleOption(&ground, cell);
        const QString word = std::exchange(ground.text, QString());
        ground.widget->style()->drawControl(QStyle::CE_ItemViewItem, &ground, painter, ground.widget);
        const QRect left = option.rect.adjusted(space::kNormal, 0, -room, 0);
        painter->setFont(ground.font);
        painter->setPen(tokens().text);
        painter->drawText(left, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(word, Qt::ElideMiddle, left.width()));
        painter->setPen(tokens().muted);
        painter->drawText(option.rect.adjusted(0, 0, -space::kNormal, 0),
                          Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, count);
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {kNarrowest, option.fontMetrics.height() + space::kNormal};
    }
};

} // namespace

FilterOffers::FilterOffers(QWidget* parent) : QListWidget(parent)
{
    setObjectName(QStringLiteral("filterOffers"));
    setAccessibleName(tr("Completions of the filter"));
    setFocusPolicy(Qt::NoFocus);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new OfferDelegate(this));
    hide();
}

void FilterOffers::showUnder(const QWidget& field, Offers offers)
{
    m_offers = std::move(offers);
    clear();
    int width = kNarrowest;
    for (const Offers::Word& word : m_offers.words) {
        const QString count = word.count < 0 ? QString() : figure(word.count);
        auto* item = new QListWidgetItem(word.shown, this);
        item->setData(kCountRole, count);
        item->setData(Qt::AccessibleTextRole,
                      count.isEmpty() ? word.shown : QString(word.shown % QStringLiteral(", ") % count));
        width = qMax(width, fontMetrics().horizontalAdvance(word.shown) + fontMetrics().horizontalAdvance(count) +
                                4 * space::kNormal);
    }
    if (m_offers.words.empty()) {
        hide();
        return;
    }
    QWidget* window = field.window();
    setParent(window);
    const QPoint below = field.mapTo(window, QPoint(space::kNormal, field.height() + 1));
    const int frame = 2 * frameWidth() + 2;
    setGeometry(below.x(), below.y(), qMin(width, kWidest) + frame, sizeHintForRow(0) * count() + frame);
    show();
    raise();
}

void FilterOffers::moveBy(int lines)
{
    setCurrentRow(qBound(0, currentRow() + lines, count() - 1));
}

std::pair<QString, int> FilterOffers::completed() const
{
    const QString& word = m_offers.words[std::size_t(qMax(0, currentRow()))].inserted;
    QString text = m_offers.text;
    text.replace(m_offers.from, m_offers.length, word);
    return {text, m_offers.from + int(word.size())};
}

} // namespace cordon::ui
