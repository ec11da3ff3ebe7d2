namespace Isobar.Simulator.Cities;

/// <summary>Cities of Asia, Australia and the Pacific; form as in <see cref="WorldCities"/>.</summary>
internal static class AsianCities
{
    public const string Table = """
        AM: Yerevan 40.18 44.51 11
        AU: Sydney (New South Wales) -33.87 151.21 53; Newcastle (New South Wales) -32.93 151.78 5; Melbourne (Victoria) -37.81 144.96 51; Brisbane (Queensland) -27.47 153.03 26
        AU: Perth (Western Australia) -31.95 115.86 21; Adelaide (South Australia) -34.93 138.60 14; Canberra (Australian Capital Territory) -35.28 149.13 5
        AZ: Baku 40.41 49.87 24
        BD: Dhaka 23.81 90.41 220; Chittagong 22.36 91.78 52
        FJ: Suva -18.14 178.44 2
        GE: Tbilisi 41.72 44.79 11
        HK: Hong Kong 22.32 114.17 75
        ID: Jakarta -6.21 106.85 110; Surabaya -7.26 112.75 30; Bandung -6.92 107.61 26; Medan 3.60 98.67 24; Makassar -5.15 119.43 16; Denpasar -8.65 115.22 9
        IN: Mumbai (Maharashtra) 19.08 72.88 207; Pune (Maharashtra) 18.52 73.86 68; Delhi (Delhi) 28.61 77.21 320; Bengaluru (Karnataka) 12.97 77.59 130
        IN: Hyderabad (Telangana) 17.39 78.49 105; Chennai (Tamil Nadu) 13.08 80.27 115; Kolkata (West Bengal) 22.57 88.36 150; Ahmedabad (Gujarat) 23.02 72.57 85
        IN: Jaipur (Rajasthan) 26.91 75.79 41; Lucknow (Uttar Pradesh) 26.85 80.95 38; Kochi (Kerala) 9.93 76.27 32; Indore (Madhya Pradesh) 22.72 75.86 32
        JP: Tokyo 35.68 139.77 370; Osaka 34.69 135.50 190; Nagoya 35.18 136.91 95; Fukuoka 33.59 130.40 25; Sapporo 43.06 141.35 27; Sendai 38.27 140.87 15
        JP: Hiroshima 34.39 132.46 14; Kyoto 35.01 135.77 15
        KG: Bishkek 42.87 74.59 11
        KH: Phnom Penh 11.56 104.93 23
        KR: Seoul 37.57 126.98 260; Busan 35.18 129.08 34; Daegu 35.87 128.60 24; Daejeon 36.35 127.38 15; Gwangju 35.16 126.85 14
        KZ: Almaty 43.24 76.89 21; Astana 51.17 71.45 13
        LA: Vientiane 17.98 102.63 8
        LK: Colombo 6.93 79.86 24
        MM: Yangon 16.87 96.20 56
        MN: Ulaanbaatar 47.89 106.91 16
        MY: Kuala Lumpur 3.14 101.69 84; Johor Bahru 1.49 103.74 18; George Town 5.41 100.33 28; Kota Kinabalu 5.98 116.07 6
        NP: Kathmandu 27.72 85.32 30
        NZ: Auckland -36.85 174.76 17; Wellington -41.29 174.78 4; Christchurch -43.53 172.64 4
        PH: Manila 14.60 120.98 140; Cebu 10.32 123.89 30; Davao 7.19 125.46 18
        PK: Karachi 24.86 67.01 170; Lahore 31.55 74.34 135; Islamabad 33.68 73.05 12; Faisalabad 31.42 73.08 36
        SG: Singapore 1.35 103.82 59
        TH: Bangkok 13.76 100.50 108; Chiang Mai 18.79 98.98 12; Hat Yai 7.01 100.47 4; Khon Kaen 16.43 102.84 5
        TW: Taipei 25.03 121.57 70; Kaohsiung 22.63 120.30 27; Taichung 24.15 120.67 28
        UZ: Tashkent 41.30 69.24 26
        VN: Ho Chi Minh City 10.82 106.63 93; Hanoi 21.03 105.85 83; Da Nang 16.05 108.20 12; Hai Phong 20.84 106.69 14
        """;
}
