// SPDX-License-Identifier: Apache-2.0
#include "core/query/evaluate.h"

#include "core/query/terms.h"

namespace cordon {

Result<Truth> Evaluator::evaluate(const FilterNode& node, Table of)
{
    if (m_stop.stop_requested()) {
        return failure(ErrorKind::Cancelled, QStringLiteral("The filter was stopped."));
    }
    switch (node.type) {
    case FilterNode::Type::Term:
        return term(node, of);
    case FilterNode::Type::Not: {
        Result<Truth> inner = evaluate(node.children.front(), of);
        if (inner) {
            std::swap(inner->yes, inner->no);
        }
        return inner;
    }
    case FilterNode::Type::And:
    case FilterNode::Type::Or:
        break;
    }
    return combine(node, of);
}

Result<Truth> Evaluator::term(const FilterNode& node, Table of)
{
    const Result<SharedTruth> truth = Terms(m_index, m_context, m_stop).answer(node, of);
    return truth ? Result<Truth>(**truth) : tl::unexpected(truth.error());
}

Result<Truth> Evaluator::combine(const FilterNode& node, Table of)
{
    const bool all = node.type == FilterNode::Type::And;
    Result<Truth> total = evaluate(node.children.front(), of);
    for (std::size_t i = 1; total && i < node.children.size(); ++i) {
        const Result<Truth> part = evaluate(node.children[i], of);
        if (!part) {
            return part;
        }
        if (all) {
            total->yes &= part->yes;
            total->no |= part->no;
        } else {
            total->yes |= part->yes;
            total->no &= part->no;
        }
    }
    return total;
}

} // namespace cordon
