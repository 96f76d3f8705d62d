// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/icons.h"

#include <algorithm>
#include <array>

namespace hall::screens {

namespace {

struct Named {
    std::string_view name;
    Icon icon;
};

// In the order of the names, for the search.
constexpr std::array kIcons{
    Named{"accessibility_new", 0xE92C},
    Named{"accessible", 0xE914},
    Named{"accessible_forward", 0xE934},
    Named{"account_balance", 0xE84F},
    Named{"add", 0xE145},
    Named{"agriculture", 0xEA79},
    Named{"apartment", 0xEA40},
    Named{"apps", 0xE5C3},
    Named{"arrow_back", 0xE5C4},
    Named{"arrow_downward", 0xE5DB},
    Named{"arrow_forward", 0xE5C8},
    Named{"arrow_upward", 0xE5D8},
    Named{"article", 0xEF42},
    Named{"assignment_turned_in", 0xE862},
    Named{"backspace", 0xE14A},
    Named{"badge", 0xEA67},
    Named{"balance", 0xEAF6},
    Named{"bedtime", 0xEF44},
    Named{"cake", 0xE7E9},
    Named{"call", 0xE0B0},
    Named{"camera_alt", 0xE3B0},
    Named{"campaign", 0xEF49},
    Named{"category", 0xE574},
    Named{"celebration", 0xEA65},
    Named{"check", 0xE5CA},
    Named{"check_circle", 0xE86C},
    Named{"chevron_right", 0xE5CC},
    Named{"child_care", 0xEB41},
    Named{"church", 0xEAAE},
    Named{"close", 0xE5CD},
    Named{"computer", 0xE30A},
    Named{"confirmation_number", 0xE638},
    Named{"construction", 0xEA3C},
    Named{"contacts", 0xE0BA},
    Named{"content_copy", 0xE14D},
    Named{"dark_mode", 0xE51C},
    Named{"description", 0xE873},
    Named{"dialpad", 0xE0BC},
    Named{"directions_car", 0xE531},
    Named{"directions_run", 0xE566},
    Named{"directions_walk", 0xE536},
    Named{"domain", 0xE7EE},
    Named{"edit_note", 0xE745},
    Named{"elderly", 0xF21A},
    Named{"elevator", 0xF1A0},
    Named{"event", 0xE878},
    Named{"event_available", 0xE614},
    Named{"event_seat", 0xE903},
    Named{"factory", 0xEBBC},
    Named{"family_restroom", 0xF1A2},
    Named{"favorite", 0xE87D},
    Named{"filter_none", 0xE3E0},
    Named{"flag", 0xE153},
    Named{"flash_on", 0xE3E7},
    Named{"flight_takeoff", 0xE905},
    Named{"format_size", 0xE245},
    Named{"forum", 0xE0BF},
    Named{"gavel", 0xE90E},
    Named{"gesture", 0xE155},
    Named{"gpp_maybe", 0xF014},
    Named{"group", 0xE7EF},
    Named{"groups", 0xF233},
    Named{"handshake", 0xEBCB},
    Named{"headphones", 0xF01F},
    Named{"health_and_safety", 0xE1D5},
    Named{"home", 0xE88A},
    Named{"home_work", 0xEA09},
    Named{"hourglass_bottom", 0xEA5C},
    Named{"hourglass_top", 0xEA5B},
    Named{"info", 0xE88E},
    Named{"keyboard", 0xE312},
    Named{"layers", 0xE53B},
    Named{"light_mode", 0xE518},
    Named{"local_atm", 0xE53E},
    Named{"local_cafe", 0xE541},
    Named{"local_drink", 0xE544},
    Named{"local_florist", 0xE545},
    Named{"local_hospital", 0xE548},
    Named{"local_post_office", 0xE554},
    Named{"lock_clock", 0xEF57},
    Named{"map", 0xE55B},
    Named{"medical_services", 0xF109},
    Named{"meeting_room", 0xEB4F},
    Named{"menu_book", 0xEA19},
    Named{"more_time", 0xEA5D},
    Named{"motion_photos_off", 0xE9C0},
    Named{"my_location", 0xE55C},
    Named{"navigation", 0xE55D},
    Named{"near_me", 0xE569},
    Named{"park", 0xEA63},
    Named{"payments", 0xEF63},
    Named{"people", 0xE7FB},
    Named{"person", 0xE7FD},
    Named{"person_add", 0xE7FE},
    Named{"phone", 0xE0CD},
    Named{"place", 0xE55F},
    Named{"policy", 0xEA17},
    Named{"print", 0xE8AD},
    Named{"print_disabled", 0xE9CF},
    Named{"qr_code_2", 0xE00A},
    Named{"qr_code_scanner", 0xF206},
    Named{"real_estate_agent", 0xE73A},
    Named{"receipt_long", 0xEF6E},
    Named{"redo", 0xE15A},
    Named{"remove", 0xE15B},
    Named{"rocket_launch", 0xEB9B},
    Named{"savings", 0xE2EB},
    Named{"schedule", 0xE8B5},
    Named{"school", 0xE80C},
    Named{"search", 0xE8B6},
    Named{"search_off", 0xEA76},
    Named{"smartphone", 0xE32C},
    Named{"stairs", 0xF1A9},
    Named{"star", 0xE838},
    Named{"storefront", 0xEA12},
    Named{"straight", 0xEB95},
    Named{"support", 0xEF73},
    Named{"support_agent", 0xF0E2},
    Named{"task_alt", 0xE2E6},
    Named{"timer", 0xE425},
    Named{"today", 0xE8DF},
    Named{"touch_app", 0xE913},
    Named{"translate", 0xE8E2},
    Named{"trending_up", 0xE8E5},
    Named{"turn_left", 0xEBA6},
    Named{"turn_right", 0xEBAB},
    Named{"u_turn_left", 0xEBA1},
    Named{"verified", 0xEF76},
    Named{"volunteer_activism", 0xEA70},
    Named{"warning", 0xE002},
    Named{"water_drop", 0xE798},
    Named{"wc", 0xE63D},
    Named{"wifi_off", 0xE648},
    Named{"work", 0xE8F9},
    Named{"zoom_out_map", 0xE56B},
};

constexpr Icon kPlainTile = 0xE5C3;  // "apps"

const Named* find(std::string_view name) {
    const auto* found = std::ranges::lower_bound(kIcons, name, {}, &Named::name);
    return found != kIcons.end() && found->name == name ? found : nullptr;
}

}  // namespace

Icon icon_named(std::string_view name) noexcept {
    const Named* found = find(name);
    return found != nullptr ? found->icon : kPlainTile;
}

bool has_icon(std::string_view name) noexcept {
    return find(name) != nullptr;
}

std::string all_icons() {
    std::string text;
    for (const Named& named : kIcons) {
        text += utf8_of(named.icon);
    }
    return text;
}

std::string utf8_of(Icon icon) {
    const unsigned code = icon;
    return {static_cast<char>(0xE0U | (code >> 12U)),
            static_cast<char>(0x80U | ((code >> 6U) & 0x3FU)),
            static_cast<char>(0x80U | (code & 0x3FU))};
}

}  // namespace hall::screens
