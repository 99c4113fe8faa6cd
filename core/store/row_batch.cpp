// SPDX-License-Identifier: Apache-2.0
#include "core/store/row_batch.h"

#include <algorithm>
#include <cstring>

namespace cordon {

namespace {

constexpr std::size_t kChunk = 1024 * 1024;

template<class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template<class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace

Utf8 RowBatch::keep(Utf8 text)
{
    if (text.empty()) {
        return {};
    }
    if (text.size() > m_room) {
        m_room = std::max(kChunk, text.size());
        m_chunks.push_back(std::unique_ptr<char[]>(new char[m_room])); // not zeroed: written before it is read
        m_free = m_chunks.back().get();
    }
    char* const at = m_free;
    std::memcpy(at, text.data(), text.size());
    m_free += text.size();
    m_room -= text.size();
    m_bytes += text.size();
    return {at, text.size()};
}

void RowBatch::keepNamed(Utf8& key, Utf8& name)
{
    const bool same = key == name;
    name = keep(name);
    key = same ? name : keep(key);
}

void RowBatch::add(const ImportedRow& row)
{
    const Overloaded take{
        [this](ImportedAccount a) {
            keepNamed(a.key, a.name);
            for (Utf8* text : {&a.email, &a.domain, &a.twoFactor, &a.signupIp, &a.uuid, &a.note}) {
                *text = keep(*text);
            }
            accounts.push_back(a);
        },
        [this](ImportedProject p) {
            keepNamed(p.key, p.name);
            keepNamed(p.ownerKey, p.owner);
            for (Utf8* text : {&p.repoUrl, &p.publisher, &p.summary, &p.note}) {
                *text = keep(*text);
            }
            projects.push_back(p);
        },
        [this](ImportedUpload u) {
            keepNamed(u.projectKey, u.project);
            keepNamed(u.accountKey, u.account);
            u.version = keep(u.version);
            u.filename = keep(u.filename);
            u.sha256 = keep(u.sha256);
            uploads.push_back(u);
        },
        [this](ImportedRole r) {
            keepNamed(r.projectKey, r.project);
            keepNamed(r.accountKey, r.account);
            r.role = keep(r.role);
            roles.push_back(r);
        },
        [this](ImportedReport r) {
            keepNamed(r.projectKey, r.project);
            keepNamed(r.accountKey, r.account);
            for (Utf8* text : {&r.observer, &r.kind, &r.summary, &r.url}) {
                *text = keep(*text);
            }
            reports.push_back(r);
        },
    };
    std::visit(take, row);
}

} // namespace cordon
