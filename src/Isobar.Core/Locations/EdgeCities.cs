using System.Collections.Immutable;

namespace Isobar.Core.Locations;

/// <summary>
/// The table behind <see cref="EdgeLocations"/>: CloudFront's cities, and further ones where other networks run edges. Where CloudFront uses a code of its own choice
/// (HIO for Portland, YTO for Toronto, TXL for Berlin) the usual airport is listed too.
/// </summary>
internal static class EdgeCities
{
    public static ImmutableArray<ServiceLocation> All { get; } = [.. NorthAmerica(), .. LatinAmerica(), .. Europe(), .. AfricaAndMiddleEast(), .. Asia(), .. Oceania()];

    private static ServiceLocation Edge(string code, string place, double latitude, double longitude) =>
        new(code, ServiceLocationKind.Edge, place, latitude, longitude, []);

    private static ServiceLocation[] NorthAmerica() =>
    [
        Edge("ATL", "Atlanta", 33.75, -84.39), Edge("AUS", "Austin", 30.27, -97.74), Edge("BNA", "Nashville", 36.16, -86.78),
        Edge("BOS", "Boston", 42.36, -71.06), Edge("BUF", "Buffalo", 42.89, -78.88), Edge("CLE", "Cleveland", 41.50, -81.69),
        Edge("CLT", "Charlotte", 35.23, -80.84), Edge("CMH", "Columbus", 39.96, -83.00), Edge("DEN", "Denver", 39.74, -104.99),
        Edge("DFW", "Dallas", 32.78, -96.80), Edge("DTW", "Detroit", 42.33, -83.05), Edge("EWR", "Newark", 40.74, -74.17),
        Edge("HIO", "Portland (Hillsboro)", 45.52, -122.99), Edge("HNL", "Honolulu", 21.31, -157.86), Edge("IAD", "Ashburn", 39.04, -77.49),
        Edge("IAH", "Houston", 29.76, -95.37), Edge("IND", "Indianapolis", 39.77, -86.16), Edge("JAX", "Jacksonville", 30.33, -81.66),
        Edge("JFK", "New York", 40.71, -74.01), Edge("LAS", "Las Vegas", 36.17, -115.14), Edge("LAX", "Los Angeles", 34.05, -118.24),
        Edge("LGA", "New York", 40.71, -74.01), Edge("MCI", "Kansas City", 39.10, -94.58), Edge("MCO", "Orlando", 28.54, -81.38),
        Edge("MEM", "Memphis", 35.15, -90.05), Edge("MIA", "Miami", 25.76, -80.19), Edge("MKE", "Milwaukee", 43.04, -87.91),
        Edge("MSP", "Minneapolis", 44.98, -93.27), Edge("OMA", "Omaha", 41.26, -95.93), Edge("ORD", "Chicago", 41.88, -87.63),
        Edge("ORF", "Norfolk", 36.85, -76.29), Edge("PDX", "Portland", 45.52, -122.68), Edge("PHL", "Philadelphia", 39.95, -75.17),
        Edge("PHX", "Phoenix", 33.45, -112.07), Edge("PIT", "Pittsburgh", 40.44, -80.00), Edge("RDU", "Raleigh", 35.78, -78.64),
        Edge("RIC", "Richmond", 37.54, -77.44), Edge("SAN", "San Diego", 32.72, -117.16), Edge("SAT", "San Antonio", 29.42, -98.49),
        Edge("SEA", "Seattle", 47.61, -122.33), Edge("SFO", "San Francisco", 37.77, -122.42), Edge("SJC", "San Jose", 37.34, -121.89),
        Edge("SLC", "Salt Lake City", 40.76, -111.89), Edge("SMF", "Sacramento", 38.58, -121.49), Edge("STL", "St. Louis", 38.63, -90.20),
        Edge("TLH", "Tallahassee", 30.44, -84.28), Edge("TPA", "Tampa", 27.95, -82.46), Edge("YOW", "Ottawa", 45.42, -75.70),
        Edge("YTO", "Toronto", 43.65, -79.38), Edge("YUL", "Montreal", 45.50, -73.57), Edge("YVR", "Vancouver", 49.28, -123.12),
        Edge("YWG", "Winnipeg", 49.90, -97.14), Edge("YYC", "Calgary", 51.05, -114.07), Edge("YYZ", "Toronto", 43.65, -79.38),
    ];

    private static ServiceLocation[] LatinAmerica() =>
    [
        Edge("ASU", "Asuncion", -25.26, -57.58), Edge("BOG", "Bogota", 4.71, -74.07), Edge("BSB", "Brasilia", -15.79, -47.88),
        Edge("CNF", "Belo Horizonte", -19.92, -43.94), Edge("CWB", "Curitiba", -25.43, -49.27), Edge("EZE", "Buenos Aires", -34.60, -58.38),
        Edge("FOR", "Fortaleza", -3.73, -38.53), Edge("GDL", "Guadalajara", 20.66, -103.35), Edge("GIG", "Rio de Janeiro", -22.91, -43.17),
        Edge("GRU", "Sao Paulo", -23.55, -46.63), Edge("GUA", "Guatemala City", 14.63, -90.51), Edge("LIM", "Lima", -12.05, -77.04),
        Edge("MDE", "Medellin", 6.24, -75.58), Edge("MEX", "Mexico City", 19.43, -99.13), Edge("MVD", "Montevideo", -34.90, -56.16),
        Edge("POA", "Porto Alegre", -30.03, -51.23), Edge("PTY", "Panama City", 8.98, -79.52), Edge("QRO", "Queretaro", 20.59, -100.39),
        Edge("REC", "Recife", -8.05, -34.90), Edge("SCL", "Santiago", -33.45, -70.67), Edge("SDQ", "Santo Domingo", 18.49, -69.93),
        Edge("SJO", "San Jose (Costa Rica)", 9.93, -84.08), Edge("SJU", "San Juan", 18.47, -66.11), Edge("SSA", "Salvador", -12.97, -38.50),
        Edge("UIO", "Quito", -0.18, -78.47),
    ];

    private static ServiceLocation[] Europe() =>
    [
        Edge("AMS", "Amsterdam", 52.37, 4.90), Edge("ARN", "Stockholm", 59.33, 18.07), Edge("ATH", "Athens", 37.98, 23.73),
        Edge("BCN", "Barcelona", 41.39, 2.17), Edge("BEG", "Belgrade", 44.79, 20.45), Edge("BER", "Berlin", 52.52, 13.40),
        Edge("BRU", "Brussels", 50.85, 4.35), Edge("BTS", "Bratislava", 48.15, 17.11), Edge("BUD", "Budapest", 47.50, 19.04),
        Edge("CDG", "Paris", 48.86, 2.35), Edge("CPH", "Copenhagen", 55.68, 12.57), Edge("DUB", "Dublin", 53.35, -6.26),
        Edge("DUS", "Dusseldorf", 51.23, 6.77), Edge("EDI", "Edinburgh", 55.95, -3.19), Edge("FCO", "Rome", 41.90, 12.50),
        Edge("FRA", "Frankfurt", 50.11, 8.68), Edge("GOT", "Gothenburg", 57.71, 11.97), Edge("GVA", "Geneva", 46.20, 6.14),
        Edge("HAM", "Hamburg", 53.55, 9.99), Edge("HEL", "Helsinki", 60.17, 24.94), Edge("IST", "Istanbul", 41.01, 28.98),
        Edge("KBP", "Kyiv", 50.45, 30.52), Edge("KEF", "Reykjavik", 64.15, -21.94), Edge("LHR", "London", 51.51, -0.13),
        Edge("LIS", "Lisbon", 38.72, -9.14), Edge("LUX", "Luxembourg", 49.61, 6.13), Edge("LYS", "Lyon", 45.76, 4.84),
        Edge("MAD", "Madrid", 40.42, -3.70), Edge("MAN", "Manchester", 53.48, -2.24), Edge("MRS", "Marseille", 43.30, 5.37),
        Edge("MUC", "Munich", 48.14, 11.58), Edge("MXP", "Milan", 45.46, 9.19), Edge("ORY", "Paris", 48.86, 2.35),
        Edge("OSL", "Oslo", 59.91, 10.75), Edge("OTP", "Bucharest", 44.43, 26.10), Edge("PMO", "Palermo", 38.12, 13.36),
        Edge("PRG", "Prague", 50.08, 14.44), Edge("RIX", "Riga", 56.95, 24.11), Edge("SKP", "Skopje", 42.00, 21.43),
        Edge("SOF", "Sofia", 42.70, 23.32), Edge("STR", "Stuttgart", 48.78, 9.18), Edge("TLL", "Tallinn", 59.44, 24.75),
        Edge("TXL", "Berlin", 52.52, 13.40), Edge("VIE", "Vienna", 48.21, 16.37), Edge("VNO", "Vilnius", 54.69, 25.28),
        Edge("WAW", "Warsaw", 52.23, 21.01), Edge("ZAG", "Zagreb", 45.81, 15.98), Edge("ZRH", "Zurich", 47.38, 8.54),
    ];

    private static ServiceLocation[] AfricaAndMiddleEast() =>
    [
        Edge("ACC", "Accra", 5.60, -0.19), Edge("ALG", "Algiers", 36.75, 3.06), Edge("AMM", "Amman", 31.95, 35.93),
        Edge("AUH", "Abu Dhabi", 24.45, 54.38), Edge("BAH", "Manama", 26.23, 50.59), Edge("BEY", "Beirut", 33.89, 35.50),
        Edge("CAI", "Cairo", 30.04, 31.24), Edge("CMN", "Casablanca", 33.57, -7.59), Edge("CPT", "Cape Town", -33.93, 18.42),
        Edge("DAR", "Dar es Salaam", -6.79, 39.21), Edge("DKR", "Dakar", 14.72, -17.47), Edge("DOH", "Doha", 25.29, 51.53),
        Edge("DUR", "Durban", -29.86, 31.02), Edge("DXB", "Dubai", 25.20, 55.27), Edge("FJR", "Fujairah", 25.13, 56.33),
        Edge("JED", "Jeddah", 21.49, 39.19), Edge("JNB", "Johannesburg", -26.20, 28.05), Edge("KWI", "Kuwait City", 29.38, 47.99),
        Edge("LOS", "Lagos", 6.52, 3.38), Edge("MBA", "Mombasa", -4.04, 39.67), Edge("MCT", "Muscat", 23.59, 58.38),
        Edge("MRU", "Port Louis", -20.16, 57.50), Edge("NBO", "Nairobi", -1.29, 36.82), Edge("RUH", "Riyadh", 24.71, 46.68),
        Edge("TLV", "Tel Aviv", 32.08, 34.78), Edge("TUN", "Tunis", 36.81, 10.18),
    ];

    private static ServiceLocation[] Asia() =>
    [
        Edge("ALA", "Almaty", 43.24, 76.89), Edge("AMD", "Ahmedabad", 23.02, 72.57), Edge("BKK", "Bangkok", 13.76, 100.50),
        Edge("BLR", "Bengaluru", 12.97, 77.59), Edge("BOM", "Mumbai", 19.08, 72.88), Edge("CCU", "Kolkata", 22.57, 88.36),
        Edge("CGK", "Jakarta", -6.21, 106.85), Edge("CMB", "Colombo", 6.93, 79.86), Edge("DAC", "Dhaka", 23.81, 90.41),
        Edge("DEL", "New Delhi", 28.61, 77.21), Edge("EVN", "Yerevan", 40.18, 44.51), Edge("FUK", "Fukuoka", 33.59, 130.40),
        Edge("GYD", "Baku", 40.41, 49.87), Edge("HAN", "Hanoi", 21.03, 105.85), Edge("HKG", "Hong Kong", 22.32, 114.17),
        Edge("HND", "Tokyo", 35.68, 139.77), Edge("HYD", "Hyderabad", 17.39, 78.49), Edge("ICN", "Seoul", 37.57, 126.98),
        Edge("ISB", "Islamabad", 33.68, 73.05), Edge("KHI", "Karachi", 24.86, 67.01), Edge("KIX", "Osaka", 34.69, 135.50),
        Edge("KTM", "Kathmandu", 27.72, 85.32), Edge("KUL", "Kuala Lumpur", 3.14, 101.69), Edge("MAA", "Chennai", 13.08, 80.27),
        Edge("MNL", "Manila", 14.60, 120.98), Edge("NRT", "Tokyo", 35.68, 139.77), Edge("PEK", "Beijing", 39.90, 116.41),
        Edge("PKX", "Beijing", 39.90, 116.41), Edge("PNH", "Phnom Penh", 11.56, 104.93), Edge("PNQ", "Pune", 18.52, 73.86),
        Edge("PVG", "Shanghai", 31.23, 121.47), Edge("SGN", "Ho Chi Minh City", 10.82, 106.63), Edge("SIN", "Singapore", 1.35, 103.82),
        Edge("SZX", "Shenzhen", 22.54, 114.06), Edge("TAS", "Tashkent", 41.30, 69.24), Edge("TBS", "Tbilisi", 41.72, 44.79),
        Edge("TPE", "Taipei", 25.03, 121.57), Edge("ULN", "Ulaanbaatar", 47.89, 106.91), Edge("ZHY", "Zhongwei", 37.51, 105.19),
    ];

    private static ServiceLocation[] Oceania() =>
    [
        Edge("ADL", "Adelaide", -34.93, 138.60), Edge("AKL", "Auckland", -36.85, 174.76), Edge("BNE", "Brisbane", -27.47, 153.03),
        Edge("CBR", "Canberra", -35.28, 149.13), Edge("CHC", "Christchurch", -43.53, 172.64), Edge("GUM", "Guam", 13.47, 144.75),
        Edge("MEL", "Melbourne", -37.81, 144.96), Edge("NOU", "Noumea", -22.27, 166.46), Edge("PER", "Perth", -31.95, 115.86),
        Edge("PPT", "Papeete", -17.54, -149.57), Edge("SYD", "Sydney", -33.87, 151.21), Edge("WLG", "Wellington", -41.29, 174.78),
    ];
}
