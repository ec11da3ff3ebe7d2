/** Room for the axes, equal in all plots so that they and the ribbon stand in line. Apart from the plots' options, which pull in the plotting library. */
export const leftSpace = 66;
export const rightSpace = 14;
