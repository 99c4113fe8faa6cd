// SPDX-License-Identifier: Apache-2.0
#include "ui/window/facet_flow.h"

namespace cordon::ui {

FacetFlow::FacetFlow(const Parts& parts, QObject* parent) : QObject(parent), m_p(parts)
{
    connect(m_p.action(Act::ShowFacets), &QAction::triggered, this, &FacetFlow::toggle);
    connect(m_p.facets, &FacetsPanel::picked, this, &FacetFlow::keep);
    connect(m_p.tabs, &QTabWidget::currentChanged, this, &FacetFlow::follow);
    connect(m_p.bench, &Workbench::viewChanged, this, &FacetFlow::follow);
}

void FacetFlow::toggle()
{
    // The key goes there first, and hides them where it is already or where there is nothing to walk.
    const QWidget* view = m_p.facets->view();
    const bool there = m_p.facets->isVisible() && (view->hasFocus() || !view->isVisible());
    m_p.facets->setVisible(!there);
    m_p.action(Act::ShowFacets)->setChecked(!there);
    if (there) {
        m_p.focusList();
    } else {
        m_p.facets->view()->setFocus(Qt::ShortcutFocusReason);
    }
}

void FacetFlow::keep(const QString& term, FacetUse wanted)
{
    const QString text = m_p.filter->text();
    if (!Filter::parse(text)) {
        m_p.status->tell(tr("The filter cannot be read as it stands: mend it first."));
        return;
    }
    m_p.filter->setText(withFacetValue(text, term, wanted));
}

void FacetFlow::follow()
{
    if (m_p.tab() == Parts::Groups) {
        m_p.facets->setTable(m_p.bench->groupOf());
    } else if (m_p.members() != nullptr) {
        m_p.facets->setTable(m_p.members()->table());
    }
}

} // namespace cordon::ui
