// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/semantics.h"

#include <algorithm>
#include <set>

namespace hall::screens {

namespace {

constexpr float kReachTopMm = 1220;
constexpr float kReachBottomMm = 380;
constexpr float kContrastText = 4.5F;
constexpr float kContrastLarge = 3.0F;
constexpr float kContrastHigh = 7.0F;  // WCAG 2.2, 1.4.6.
constexpr float kLargeMm = 6.2F;       // 24 CSS pixels at arm's length.
constexpr float kOnePixel = 1.01F;

bool is_target(const Node& node) {
    return node.action.act != Act::none && node.visible.area() > 0;
}

bool cut(const Node& node) {
    return node.visible.area() < node.rect.area() * 0.98F;
}

void check_targets(const Semantics& s, const Theme& theme, std::vector<Complaint>& out) {
    const float mm = theme.panel().px_per_mm();
    const auto height = static_cast<float>(theme.panel().height_px);
    for (const Node& node : s.nodes) {
        if (node.label.hant.empty() || node.label.hans.empty() || node.label.en.empty()) {
            out.push_back({"label", node.id});
        }
        if (!is_target(node) || cut(node)) {
            continue;
        }
        if (node.rect.w + kOnePixel < kTouchMinMm * mm ||
            node.rect.h + kOnePixel < kTouchMinMm * mm) {
            out.push_back({"target", node.id});
        }
        const float middle = theme.panel().bottom_mm + (height - node.rect.centre().y) / mm;
        const float top = theme.needs().low ? kLowReachMm : kReachTopMm;
        if (node.role != Role::backdrop && middle > top) {
            out.push_back({"reach", node.id});
        }
        if (middle < kReachBottomMm) {
            out.push_back({"reach", node.id});
        }
    }
}

/// The keys find their place again by id.
void check_ids(const Semantics& s, std::vector<Complaint>& out) {
    std::set<std::string_view> ids;
    for (const Node& node : s.nodes) {
        if (!ids.insert(node.id).second) {
            out.push_back({"id", node.id});
        }
    }
}

void check_overlaps(const Semantics& s, std::vector<Complaint>& out) {
    for (std::size_t i = 0; i < s.nodes.size(); ++i) {
        for (std::size_t j = i + 1; j < s.nodes.size(); ++j) {
            const Node& a = s.nodes[i];
            const Node& b = s.nodes[j];
            if (a.role != Role::backdrop && b.role != Role::backdrop && is_target(a) &&
                is_target(b) && a.visible.common(b.visible).area() > kOnePixel) {
                out.push_back({"overlap", a.id + " and " + b.id});
            }
        }
    }
    for (std::size_t i = 0; i < s.marks.size(); ++i) {
        for (std::size_t j = i + 1; j < s.marks.size(); ++j) {
            const Rect both = s.marks[i].rect.common(s.marks[j].rect);
            if (both.w > 2 && both.h > 2 && !s.marks[i].clipped && !s.marks[j].clipped) {
                out.push_back({"overlap", s.marks[i].text + " | " + s.marks[j].text});
            }
        }
    }
}

void check_marks(const Semantics& s, const Theme& theme, std::vector<Complaint>& out) {
    const float mm = theme.panel().px_per_mm();
    const Rect panel{0, 0, static_cast<float>(theme.panel().width_px),
                     static_cast<float>(theme.panel().height_px)};
    for (const TextMark& mark : s.marks) {
        if (mark.clipped || mark.icon) {
            continue;
        }
        const Rect& r = mark.rect;
        const bool inside = r.common(mark.box.inset(-kOnePixel)).area() >= r.area() * 0.995F;
        if (!mark.fits || !inside || r.common(panel).area() < r.area() * 0.995F) {
            out.push_back({"fits", mark.text});
        }
        if ((mark.em_px * kCapital + 0.5F) / mm < kCapitalMinMm) {
            out.push_back({"capital", mark.text});
        }
        const bool large = mark.em_px / mm >= kLargeMm * 1.3F;
        const float least = theme.palette().contrast != Contrast::light ? kContrastHigh
                            : large                                     ? kContrastLarge
                                                                        : kContrastText;
        if (contrast(mark.ink, mark.ground) < least) {
            out.push_back({"contrast", mark.text});
        }
    }
}

}  // namespace

void Semantics::clear() {
    nodes.clear();
    marks.clear();
    scrolled = {};
}

const Node* Semantics::at(Point p) const noexcept {
    const auto found = std::find_if(nodes.rbegin(), nodes.rend(), [p](const Node& node) {
        return node.action.act != Act::none && node.enabled && node.visible.contains(p);
    });
    return found == nodes.rend() ? nullptr : &*found;
}

const Node* Semantics::find(std::string_view id) const noexcept {
    const auto found = std::ranges::find(nodes, id, &Node::id);
    return found == nodes.end() ? nullptr : &*found;
}

std::vector<const Node*> Semantics::focus_order() const {
    std::vector<const Node*> order;
    for (const Node& node : nodes) {
        if (is_target(node) && node.enabled) {
            order.push_back(&node);
        }
    }
    return order;
}

std::vector<Complaint> lint(const Semantics& semantics, const Theme& theme) {
    std::vector<Complaint> complaints;
    check_targets(semantics, theme, complaints);
    check_ids(semantics, complaints);
    check_overlaps(semantics, complaints);
    check_marks(semantics, theme, complaints);
    return complaints;
}

}  // namespace hall::screens
