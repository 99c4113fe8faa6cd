// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/workbench.h"
#include "ui/panels/filter_offers.h"
#include "ui/views/plain_text.h"

#include <QLineEdit>
#include <QStringList>
#include <QTimer>

namespace cordon::ui {

/// The filter, its completions, and under it what it finds or where it stops making sense. Takes
/// effect as it is typed; an error leaves the last answer standing. Thread: ui.
class FilterBar : public QWidget {
    Q_OBJECT
public:
    explicit FilterBar(Workbench& bench, QWidget* parent = nullptr);

    /// Sets, applies and remembers.
    void setText(const QString& text);
    [[nodiscard]] QString text() const { return m_edit->text(); }
    void back();
    void forward();
    /// False where the text means nothing or its answer failed: lists then show an older answer.
    [[nodiscard]] bool isAnswered() const { return !m_wrong && m_unanswered.isEmpty(); }
    void focusEdit();
    [[nodiscard]] QLineEdit* edit() const { return m_edit; }

Q_SIGNALS:
    /// Enter: on to what was found.
    void accepted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();
    void remember();
    void go(qsizetype place);
    void offer();
    void showOffers(Offers offers);
    void dropOffers();
    void moveOffers(int by);
    /// Takes the word under the offers' cursor, as soon as they have come; false: there are none.
    bool complete();
    /// True where the key is dealt with.
    bool keyPressed(int key);
    void showAnswer();
    void showError(const QString& sentence);

    Workbench& m_bench;
    QLineEdit* m_edit;
    PlainLabel* m_status;
    FilterOffers* m_offers;
    bool m_offersWanted = false; ///< asked for, and still wanted when they come
    bool m_completeThen = false;
    int m_moveThen = 0; ///< keys that came before them
    QTimer m_soon;
    QStringList m_history{QString()};
    qsizetype m_place = 0;
    bool m_wrong = false; ///< the text means nothing
    QString m_unanswered; ///< it does, and why it was not answered; an answer may come later
};

} // namespace cordon::ui
