"""What leaves the site as something other than a page: sitemaps, robots.txt. Has no tables."""
