// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icons.h"

#include "ui/theme/tokens.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace cordon::ui {

namespace {

QByteArray drawingOf(const QString& name)
{
    QFile file(QStringLiteral(":/cordon/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Draws at the size asked for, so that every scale factor is sharp.
class DrawnIcon : public QIconEngine {
public:
    DrawnIcon(QByteArray drawing, bool recolour) : m_drawing(std::move(drawing)), m_recolour(recolour) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray drawing = m_drawing;
        if (m_recolour) {
            const QColor colour = mode == QIcon::Disabled ? tokens().outline : tokens().text;
            drawing.replace("#000000", colour.name().toLatin1());
        }
        QSvgRenderer(drawing).render(painter, rect);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    [[nodiscard]] QIconEngine* clone() const override { return new DrawnIcon(m_drawing, m_recolour); }

private:
    QByteArray m_drawing;
    bool m_recolour;
};

QHash<QString, QIcon>& cache()
{
    static QHash<QString, QIcon> icons;
    return icons;
}

} // namespace

QIcon icon(const QString& name)
{
    QIcon& found = cache()[name];
    if (found.isNull()) {
        QByteArray drawing = drawingOf(name);
        if (!drawing.isEmpty()) {
            found = QIcon(new DrawnIcon(std::move(drawing), true));
        }
    }
    return found;
}

QIcon programIcon()
{
    QByteArray drawing = drawingOf(QStringLiteral("cordon"));
    return drawing.isEmpty() ? QIcon() : QIcon(new DrawnIcon(std::move(drawing), false));
}

void forgetIcons()
{
    cache().clear();
}

} // namespace cordon::ui
